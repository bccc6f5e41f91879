//! A stored text that does not open costs nobody a mail, and no other note its extraction.

use crate::house::House;
use aftercare_core::{
    domain::{check_ins, notes},
    keyring::Keyring,
    on_each_database,
    testing::people,
};
use aftercare_entity::{check_in::Via, note, patient_key, reminder::State, step, user::Role};
use aftercare_worker::sweep;
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, prelude::Expr};
use secrecy::ExposeSecret;

const TWO: &str = "Take doxycycline 100 mg twice daily for 3 days. Walk 20 minutes daily for 3 days.";

async fn damage(house: &House, step: sea_orm::prelude::Uuid) {
    let update =
        step::Entity::update_many().col_expr(step::Column::DescriptionSealed, Expr::value(vec![1_u8; 50]));
    update.filter(step::Column::Id.eq(step)).exec(house.t.app.db().write()).await.unwrap();
}

async fn sweep_today(house: &House) {
    let day = house.t.app.clock().today(chrono_tz::UTC);
    sweep::run_now(&house.t.app, day).await.unwrap();
}

on_each_database! {
    async fn the_mail_names_the_other_steps_and_counts_the_one_that_does_not_open(t: TestApp) {
        let mut house = House::open(t).await;
        house.note(TWO).await;
        let steps = house.steps().await;
        assert_eq!(steps.len(), 2);
        damage(&house, steps[1].id).await;
        let (first, doctor) = (house.patient.id, house.doctor.id);
        house.next_patient("Peter Other").await;
        notes::submit_note(&house.t.app, doctor, house.patient.id, TWO).await.unwrap();
        house.work().await;
        sweep_today(&house).await;
        assert_eq!(house.work().await.done["mail"], 2);
        let mails = house.mails();
        let hers = mails.iter().find(|mail| mail.contains("1 more step: see the app")).unwrap();
        assert!(hers.contains("oxycycline") && !hers.contains("alk 20"), "{hers}");
        let his = mails.iter().find(|mail| mail.contains("alk 20")).unwrap();
        assert!(his.contains("oxycycline") && !his.contains("see the app"), "{his}");
        // One that names nothing goes out as well.
        damage(&house, steps[0].id).await;
        house.t.clock.advance(Duration::days(1));
        sweep_today(&house).await;
        house.work().await;
        assert_eq!(house.mails().iter().filter(|mail| mail.contains("You have 2 steps to do today")).count(), 1);
        assert!(house.reminders().await.iter().all(|row| row.state == State::Sent));
        assert!(house.reminders().await.iter().any(|row| row.patient_id == first));
    }

    async fn a_worker_without_a_master_key_leaves_the_mail_to_another_until_the_last_attempt(t: TestApp) {
        let house = House::open(t).await;
        house.note("Walk 20 minutes daily for 3 days.").await;
        let new = Keyring::generate().expose_secret().replace("k1:", "next:");
        let other = house.t.another_process_with(Keyring::parse(&new.into()).unwrap()).await.unwrap();
        sweep_today(&house).await;
        let poor = house.worker_on(&other);
        assert_eq!(poor.run_until_idle().await.unwrap().retried["mail"], 1);
        assert_eq!(house.mails().len(), 0);
        house.t.clock.advance(Duration::minutes(30));
        house.work().await;
        assert!(house.mails()[0].contains("alk 20"));
        // Nobody has it, to the last: the patient is told that there is something.
        house.t.clock.advance(Duration::days(1));
        sweep_today(&house).await;
        for _ in 0..12 {
            house.worker_on(&other).run_until_idle().await.unwrap();
            house.t.clock.advance(Duration::minutes(30));
        }
        assert_eq!(house.mails().len(), 2);
        assert!(house.mails()[1].contains("You have 1 step to do today"));
    }

    async fn of_an_erased_record_nothing_is_mailed_or_read(t: TestApp) {
        let house = House::open(t).await;
        house.note(TWO).await;
        let waiting = house.submit("Rest today.").await;
        sweep_today(&house).await;
        patient_key::Entity::delete_by_id(house.patient.id).exec(house.t.app.db().write()).await.unwrap();
        let summary = house.work().await;
        assert_eq!((summary.done["mail"], summary.done["extract"]), (1, 1));
        assert_eq!(house.mails().len(), 0);
        assert_eq!(house.reminders().await[0].state, State::Skipped);
        assert_eq!(house.note_now(waiting.id).await.attempts, 0);
    }

    async fn a_note_that_does_not_open_fails_alone_and_a_bad_step_keeps_no_note_back(t: TestApp) {
        let house = House::open(t).await;
        house.note(TWO).await;
        check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
        damage(&house, house.steps().await[0].id).await;
        let peter = people::account(&house.t.app, Role::Patient, "Peter Other").await.unwrap();
        people::assign(&house.t.app, peter.id, house.doctor.id).await.unwrap();
        let bad = notes::submit_note(&house.t.app, house.doctor.id, peter.id, "Walk daily for 3 days.").await.unwrap();
        let update = note::Entity::update_many().col_expr(note::Column::BodySealed, Expr::value(vec![1_u8; 50]));
        update.filter(note::Column::Id.eq(bad.id)).exec(house.t.app.db().write()).await.unwrap();
        let good = house.note(TWO).await;
        assert_eq!(good.state, note::State::Extracted, "what was taken before cannot be read, and is not asked for");
        for _ in 0..12 {
            house.t.clock.advance(Duration::hours(1));
            house.work().await;
        }
        let bad = house.note_now(bad.id).await;
        assert_eq!((bad.state, bad.reason.as_deref()), (note::State::Failed, Some("INTERNAL")));
    }
}
