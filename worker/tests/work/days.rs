//! Weekdays, cycles and beginnings, from a note's text to the mornings on which a mail comes.

use crate::house::House;
use aftercare_core::{
    domain::{check_ins, review},
    on_each_database,
};
use aftercare_entity::{check_in::Via, step::State};
use aftercare_worker::sweep;
use chrono::{DateTime, Days, Duration, NaiveDate, Utc};

/// Sunday.
const WRITTEN: &str = "2026-11-29T08:00:00Z";

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// The days of the `days` mornings from now on with a mail, each checked in on its day; as if now were `shift` days earlier.
async fn mornings(house: &House, days: u64, shift: u64) -> Vec<String> {
    let (first, mut with_mail) = (house.t.app.now().date_naive(), Vec::new());
    for n in 0..days {
        let day: NaiveDate = first + Days::new(n);
        house.t.clock.advance_to(day.and_hms_opt(8, 30, 0).unwrap().and_utc());
        let before = house.mails().len();
        sweep::run_now(&house.t.app, day).await.unwrap();
        house.work().await;
        let mails = house.mails().len() - before;
        assert!(mails <= 1, "{day}");
        if mails == 1 {
            with_mail.push((day - Days::new(shift)).format("%a %-d %b").to_string());
            check_ins::check_in(&house.t.app, house.patient.id, None, Via::App).await.unwrap();
        }
    }
    with_mail
}

on_each_database! {
    async fn mails_come_on_the_days_that_the_note_names(t: TestApp) {
        let mut house = House::open(t).await;
        house.t.clock.advance_to(at(WRITTEN));
        let mondays = ["Mon 30 Nov", "Mon 7 Dec"];
        let weekends = ["Sun 29 Nov", "Sat 5 Dec", "Sun 6 Dec", "Sat 12 Dec"];
        let working = ["Mon 30 Nov", "Tue 1 Dec", "Wed 2 Dec", "Thu 3 Dec", "Fri 4 Dec", "Mon 7 Dec", "Tue 8 Dec", "Wed 9 Dec", "Thu 10 Dec", "Fri 11 Dec"];
        let thrice = ["Mon 30 Nov", "Wed 2 Dec", "Fri 4 Dec", "Mon 7 Dec", "Wed 9 Dec", "Fri 11 Dec"];
        let twice = ["Tue 1 Dec", "Fri 4 Dec", "Tue 8 Dec", "Fri 11 Dec"];
        let rows: &[(&str, &[&str])] = &[
            ("Take methotrexate 15 mg every Monday for 8 weeks.", &mondays),
            ("Methotrexate 15 mg once a week, next dose Monday.", &mondays),
            ("Tomar metotrexato 15 mg cada lunes.", &mondays),
            ("Prendre méthotrexate 15 mg tous les lundis.", &mondays),
            ("Methotrexat 15 mg jeden Montag einnehmen.", &mondays),
            ("Folic acid 5 mg every Tuesday and Friday.", &twice),
            ("Tomar ácido fólico 5 mg los martes y viernes.", &twice),
            ("Warfarin 5 mg Mon/Wed/Fri.", &thrice),
            ("Take furosemide 40 mg on monday wednesday and friday.", &thrice),
            ("Take furosemide 40 mg MWF.", &thrice),
            ("Take levothyroxine 50 mcg Monday to Friday.", &working),
            ("Take levothyroxine 75 mcg on weekends.", &weekends),
            ("Capecitabine 1000 mg twice daily for 4 days, then 3 days off, repeat.",
             &["Sun 29 Nov", "Mon 30 Nov", "Tue 1 Dec", "Wed 2 Dec", "Sun 6 Dec", "Mon 7 Dec", "Tue 8 Dec", "Wed 9 Dec"]),
            ("Start bisoprolol 5 mg daily next Thursday for 2 days.", &["Thu 3 Dec", "Fri 4 Dec"]),
            ("Restart apixaban 5 mg twice daily in 12 days.", &["Fri 11 Dec", "Sat 12 Dec"]),
            ("Prednisolone 30 mg daily for 2 days, then 20 mg daily for 2 days, then stop.",
             &["Sun 29 Nov", "Mon 30 Nov", "Tue 1 Dec", "Wed 2 Dec"]),
            ("Apply the estradiol patch 50 mcg twice a week.", &["Sun 29 Nov", "Wed 2 Dec", "Sun 6 Dec", "Wed 9 Dec"]),
        ];
        for (note, expected) in rows {
            let written = house.t.app.now();
            house.note(note).await;
            assert_eq!(house.steps().await.last().unwrap().state, State::Active, "{note}");
            let shift = (written.date_naive() - at(WRITTEN).date_naive()).num_days().unsigned_abs();
            assert_eq!(shift % 7, 0);
            let shown = mornings(&house, 14, shift).await;
            assert_eq!(shown, *expected, "{note}");
            for step in house.steps().await.iter().filter(|step| step.state == State::Active) {
                review::cancel_step(&house.t.app, house.doctor.id, step.id).await.unwrap();
            }
            house.t.clock.advance(Duration::days(1));
            house.next_patient(&format!("Next after {shift}")).await;
        }
    }
}
