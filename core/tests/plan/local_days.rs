//! The local day is the patient's, over time zones and daylight saving.

use crate::support::{Care, daily, day};
use aftercare_core::{domain::accounts, on_each_database};
use chrono_tz::Tz;

async fn living_in(t: aftercare_core::testing::TestApp, zone: Tz) -> Care {
    let care = Care::new(t).await;
    accounts::set_time_zone(&care.t.app, &care.patient, Some(zone)).await.unwrap();
    care
}

on_each_database! {
    async fn a_day_in_auckland_ends_before_the_hospitals(t: TestApp) {
        // 08:00 in the hospital (UTC) is 21:00 in Auckland.
        let care = living_in(t, chrono_tz::Pacific::Auckland).await;
        let note = care.plan(vec![daily("Walk", Some(5))]).await;
        assert_eq!(Some(note.written_on), day(3, 2));
        assert_eq!(care.check_in(None).await.unwrap().day, day(3, 2).unwrap());
        care.clock_to("2026-03-02T10:59:00Z");
        assert_eq!(care.check_in(None).await.unwrap().steps[0].remaining, Some(4), "still the same day");
        care.clock_to("2026-03-02T11:00:00Z");
        let next = care.check_in(None).await.unwrap();
        assert_eq!((Some(next.day), next.steps[0].remaining), (day(3, 3), Some(3)));
        let late = care.submit("Rest.").await;
        assert_eq!(Some(late.written_on), day(3, 3));
    }

    async fn the_hospitals_zone_counts_where_the_patient_has_none(t: TestApp) {
        let care = Care::new(t).await;
        care.plan(vec![daily("Walk", Some(5))]).await;
        care.check_in(None).await.unwrap();
        care.clock_to("2026-03-02T23:59:59Z");
        assert_eq!(care.check_in(None).await.unwrap().steps[0].remaining, Some(4));
        care.clock_to("2026-03-03T00:00:00Z");
        assert_eq!(care.check_in(None).await.unwrap().steps[0].remaining, Some(3));
    }

    async fn a_day_of_23_hours_and_one_of_25_are_one_day_each(t: TestApp) {
        let care = living_in(t, chrono_tz::Europe::Berlin).await;
        care.plan(vec![daily("Walk", None)]).await;
        let mut counted = 0;
        for (at, new) in [
            ("2026-03-28T22:59:00Z", true),  // 23:59 on the 28th
            ("2026-03-28T23:00:00Z", true),  // midnight: the 29th, which has 23 hours
            ("2026-03-29T21:59:00Z", false), // 23:59 on the 29th
            ("2026-03-29T22:00:00Z", true),  // the 30th
            ("2026-10-24T22:00:00Z", true),  // midnight: 25 October, which has 25 hours
            ("2026-10-25T22:59:00Z", false), // 23:59 on the 25th
            ("2026-10-25T23:00:00Z", true),  // the 26th
        ] {
            care.clock_to(at);
            care.check_in(None).await.unwrap();
            counted += i32::from(new);
            assert_eq!(care.steps().await[0].check_in_count, counted, "{at}");
        }
    }

    async fn moving_west_gives_no_second_check_in(t: TestApp) {
        let care = living_in(t, chrono_tz::Pacific::Auckland).await;
        care.plan(vec![daily("Walk", Some(5))]).await;
        care.clock_to("2026-03-02T12:00:00Z");
        assert_eq!(care.check_in(None).await.unwrap().day, day(3, 3).unwrap());
        // The 3rd in Auckland is the 2nd in Honolulu: nothing is due until the 4th, wherever that is.
        accounts::set_time_zone(&care.t.app, &care.patient, Some(chrono_tz::Pacific::Honolulu)).await.unwrap();
        assert!(care.check_in(None).await.unwrap().steps.is_empty());
        assert_eq!(care.steps().await[0].remaining, Some(4));
    }
}
