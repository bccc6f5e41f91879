//! Mails about accounts, from what was asked for to the mail server.

use crate::{
    house::House,
    smtp::{Received, SmtpServer, Step, Trick},
};
use aftercare_core::{
    App,
    audit::Actor,
    domain::{
        account_mails, accounts,
        accounts::NewAccount,
        addresses, assignments, notes, reasons, recovery,
        review::{self, DueDays, NewStep},
    },
    jobs, on_each_database,
    testing::{TestApp, mails},
};
use aftercare_entity::{access_log, account_mail::Kind, step, user, user::Role};
use aftercare_worker::sweep;
use chrono::Duration;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};

const PAULA: &str = "paula@example.org";
const HAS_ACCOUNT: &str = "You already have an account";

async fn sign_up(app: &App, email: &str, role: Role) -> user::Model {
    let (password, name) = ("quiet lamp river".into(), "Call 0900 123456 now");
    let new = NewAccount { email, password, name, role, time_zone: None, address: None };
    accounts::sign_up(app, new).await.unwrap()
}

async fn confirm(app: &App, account: &user::Model) {
    let code = mails::code(app, Kind::ConfirmAddress, &account.email).await;
    addresses::confirm(app, Actor::person(account.id, None), account.id, code.digits()).await.unwrap();
}

async fn ask_for_reset(app: &App, email: &str) {
    recovery::request_reset(app, Actor::nobody(None), email).await.unwrap();
}

async fn house(t: TestApp) -> (House, SmtpServer) {
    let server = SmtpServer::plain().await;
    let mut house = House::open(t).await;
    house.smtp_url = Some(server.url());
    house.settings.link_base = Some("https://care.example.org/".to_owned());
    (house, server)
}

fn to<'m>(mails: &'m [Received], address: &str) -> Vec<&'m Received> {
    mails.iter().filter(|mail| mail.to == [address]).collect()
}

fn subjects(mails: &[Received]) -> Vec<String> {
    mails.iter().map(|mail| mail.header("Subject").unwrap()).collect()
}

on_each_database! {
    async fn the_code_and_the_link_in_the_mail_confirm_the_address(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        let paula = sign_up(app, PAULA, Role::Patient).await;
        assert_eq!(house.work().await.done["account_mail"], 1);
        let mail = server.received().remove(0);
        let row = mails::to(app, Kind::ConfirmAddress, PAULA).await.remove(0);
        let code = mails::code(app, Kind::ConfirmAddress, PAULA).await;
        assert_eq!(mail.header("Message-ID"), Some(account_mails::message_id(row.id, "aftercare.test")));
        assert_eq!((row.sent_at, row.used_at), (Some(app.now()), None));
        for part in [mail.text(), mail.html()] {
            assert!(part.contains(&format!("{} {}", &code.digits()[..4], &code.digits()[4..])), "{part}");
            assert!(part.contains(&format!("https://care.example.org/confirm#{}", code.token())), "{part}");
            // What the account's maker wrote goes to nobody whose address it may not be.
            assert!(!part.contains("0900"), "{part}");
        }
        confirm(app, &paula).await;
        let logged = access_log::Entity::find().filter(access_log::Column::Action.eq("MAIL"));
        assert_eq!(logged.count(app.db().read()).await.unwrap(), 1);
    }

    async fn the_owner_of_a_taken_address_is_told_and_gets_no_code(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        confirm(app, &sign_up(app, PAULA, Role::Patient).await).await;
        let stranger = sign_up(app, PAULA, Role::Doctor).await;
        house.work().await;
        let mail = server.received().remove(0);
        assert_eq!((server.count(), mail.header("Subject").as_deref()), (1, Some(HAS_ACCOUNT)), "{}", mail.text());
        let code = mails::code(app, Kind::ConfirmAddress, PAULA).await;
        assert!(!mail.text().contains(&code.digits()[..4]));
        let used = addresses::confirm(app, Actor::nobody(None), stranger.id, &code.token()).await;
        assert!(used.is_err(), "the code that was never mailed is void");
    }

    async fn a_stranger_s_address_gets_one_mail_and_nothing_that_was_written_for_it(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        // Somebody signs up with Paula's address, is their own doctor, and writes a step for her.
        let (victim, eve) = (sign_up(app, PAULA, Role::Patient).await, sign_up(app, "eve@example.org", Role::Doctor).await);
        confirm(app, &eve).await;
        assignments::select_doctor(app, victim.id, eve.id).await.unwrap();
        let note = notes::submit_note(app, eve.id, victim.id, "Nothing to do.").await.unwrap();
        house.work().await;
        let step = NewStep {
            kind: step::Kind::Plan,
            description: "Call this number".to_owned(),
            times_per_day: None,
            days: DueDays::default(),
            times_of_day: Vec::new(),
            duration_days: None,
            starts_after_days: 0,
            as_needed: false,
        };
        review::add_step(app, eve.id, note.id, step).await.unwrap();
        for _ in 0..3 {
            sweep::run_now(app, app.clock().today(chrono_tz::UTC)).await.unwrap();
            house.work().await;
            house.t.clock.advance(Duration::days(1));
        }
        let (all, confirm_it) = (server.received(), vec!["Confirm your e-mail address"]);
        assert_eq!(to(&all, PAULA).iter().map(|mail| mail.header("Subject").unwrap()).collect::<Vec<_>>(), confirm_it);
        assert!(all.iter().all(|mail| !mail.raw.contains("number")));
        assert!(house.reminders().await.is_empty(), "none is made either");
        // Her own, confirmed address is reminded from the next sweep on.
        addresses::send_again(app, &victim).await.unwrap();
        confirm(app, &victim).await;
        sweep::run_now(app, app.clock().today(chrono_tz::UTC)).await.unwrap();
        house.work().await;
        assert!(to(&server.received(), PAULA).last().unwrap().text().contains("Call this number"));
    }

    async fn a_reminder_made_before_is_skipped_with_its_own_reason(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        house.note("Take doxycycline 100 mg twice daily for 3 days.").await;
        let mut change = app.begin().await.unwrap();
        let today = app.clock().today(chrono_tz::UTC);
        aftercare_core::domain::reminders::make_reminders(&mut change, aftercare_core::domain::reminders::Slot::of_zone(chrono_tz::UTC), today, None, 10).await.unwrap();
        change.commit().await.unwrap();
        let unconfirmed = user::Entity::update_many()
            .col_expr(user::Column::UnconfirmedSince, sea_orm::prelude::Expr::value(Some(app.now())));
        unconfirmed.filter(user::Column::Id.eq(house.patient.id)).exec(app.db().write()).await.unwrap();
        house.work().await;
        assert_eq!(house.reminders().await[0].reason.as_deref(), Some(reasons::ADDRESS_UNCONFIRMED));
        assert_eq!(server.count(), 0);
    }

    async fn only_an_account_that_has_confirmed_the_address_gets_a_code_for_its_password(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        confirm(app, &sign_up(app, PAULA, Role::Patient).await).await;
        let eve = sign_up(app, "eve@example.org", Role::Patient).await;
        for email in [PAULA, &eve.email, "nobody@example.org"] {
            ask_for_reset(app, email).await;
        }
        house.work().await;
        let mut got = subjects(&server.received());
        got.sort();
        // Of the sign-ups, Paula's code was used before its mail left.
        assert_eq!(got, ["Choose a new password", "Confirm your e-mail address"]);
        let reset = to(&server.received(), PAULA)[0].text();
        assert!(reset.contains(&mails::code(app, Kind::ResetPassword, PAULA).await.token()), "{reset}");
        assert!(jobs::is_idle(app).await.unwrap());
    }

    async fn a_change_of_password_is_told_to_a_confirmed_address_alone(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        for (email, told) in [(PAULA, 1), ("eve@example.org", 0)] {
            let account = sign_up(app, email, Role::Patient).await;
            if told == 1 {
                confirm(app, &account).await;
            }
            house.work().await;
            let before = server.count();
            let actor = Actor::person(account.id, None);
            let (old, new) = ("quiet lamp river".into(), "another lamp river".into());
            recovery::change(app, actor, &account, app.new_id(), old, new).await.unwrap();
            house.work().await;
            assert_eq!(server.count() - before, told, "{email}");
        }
        assert_eq!(subjects(&server.received())[0], "Your password was changed");
    }

    async fn both_sides_of_a_change_of_address_get_their_own_code(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        let paula = sign_up(app, PAULA, Role::Patient).await;
        confirm(app, &paula).await;
        confirm(app, &sign_up(app, "taken@example.org", Role::Patient).await).await;
        house.work().await;
        let paula = user::Entity::own(paula.id).one(app.db().read()).await.unwrap().unwrap();
        let actor = Actor::person(paula.id, None);
        for new in ["taken@example.org", "new@example.org"] {
            addresses::begin_change(app, actor, &paula, new, "quiet lamp river".into()).await.unwrap();
            house.work().await;
        }
        let all = server.received();
        assert_eq!(subjects(&all.iter().filter(|mail| mail.to == ["taken@example.org"]).cloned().collect::<Vec<_>>()),
            ["This e-mail address already has an account"]);
        let (left, come) = (to(&all, PAULA).last().unwrap().text(), to(&all, "new@example.org")[0].text());
        let (leave, arrive) =
            (mails::code(app, Kind::LeaveAddress, PAULA).await, mails::code(app, Kind::NewAddress, "new@example.org").await);
        assert!(left.contains(&leave.digits()[..4]) && come.contains(&arrive.digits()[..4]));
        let moved = addresses::finish_change(app, actor, paula.id, Some(leave.digits()), arrive.digits()).await.unwrap();
        assert_eq!(moved.email, "new@example.org");
    }

    async fn a_deferred_mail_is_tried_again_and_one_that_came_too_late_is_not_sent(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        confirm(app, &sign_up(app, PAULA, Role::Patient).await).await;
        house.work().await;
        server.script(Step::Rcpt, Trick::Answer("450 4.2.0 greylisted"));
        ask_for_reset(app, PAULA).await;
        assert_eq!(house.work().await.retried["account_mail"], 1);
        house.t.clock.advance(Duration::minutes(2));
        house.work().await;
        assert_eq!(server.count(), 1);
        server.always(Step::Rcpt, Trick::Answer("450 4.2.0 greylisted"));
        ask_for_reset(app, PAULA).await;
        house.work().await;
        server.heal();
        house.t.clock.advance(Duration::minutes(31));
        house.work().await;
        assert_eq!(server.count(), 1);
        assert!(jobs::is_idle(app).await.unwrap());
    }

    async fn it_leaves_in_the_quiet_hours_too(t: TestApp) {
        let (house, server) = house(t).await;
        house.t.clock.advance(Duration::hours(15));
        sign_up(&house.t.app, PAULA, Role::Patient).await;
        house.work().await;
        assert_eq!(server.count(), 1);
    }

    async fn addresses_that_strangers_made_up_rest_nobody_s_mail(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        for n in 0..12 {
            let email = format!("nobody{n}@example.org");
            server.refuse(Box::leak(email.clone().into_boxed_str()), "550 5.1.1 no such user");
            sign_up(app, &email, Role::Patient).await;
        }
        let worker = house.worker_on(app);
        assert_eq!(worker.run_until_idle().await.unwrap().dead["account_mail"], 12);
        sign_up(app, PAULA, Role::Patient).await;
        assert_eq!(worker.run_until_idle().await.unwrap().done["account_mail"], 1);
        let dead = jobs::list(app, 20).await.unwrap();
        assert!(dead.iter().all(|job| job.last_error.as_deref() == Some(reasons::MAIL_REFUSED)), "{dead:?}");
    }

    async fn one_address_gets_so_many_mails_an_hour_and_the_others_wait(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        confirm(app, &sign_up(app, PAULA, Role::Patient).await).await;
        house.work().await;
        for _ in 0..7 {
            ask_for_reset(app, PAULA).await;
            house.work().await;
        }
        assert_eq!(server.count(), 5);
        // Whoever owns the address has five codes that work; those that waited are too old when their turn comes.
        house.t.clock.advance(Duration::minutes(61));
        house.work().await;
        assert_eq!(server.count(), 5);
        ask_for_reset(app, PAULA).await;
        house.work().await;
        assert_eq!(server.count(), 6);
    }

    async fn an_unanswered_mail_is_repeated_once_under_its_message_id(t: TestApp) {
        let (house, server) = house(t).await;
        let app = &house.t.app;
        server.always(Step::Content, Trick::KeepAndDrop);
        sign_up(app, PAULA, Role::Patient).await;
        for _ in 0..4 {
            house.work().await;
            house.t.clock.advance(Duration::minutes(10));
        }
        let ids: Vec<_> = server.received().iter().map(|mail| mail.header("Message-ID")).collect();
        assert_eq!(ids.len(), 2);
        assert_eq!(ids[0], ids[1]);
    }
}
