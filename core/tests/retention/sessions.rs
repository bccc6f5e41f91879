//! Refresh tokens: gone when they can no longer tell anything, and not before.

use crate::support::{counts, prune};
use aftercare_core::{
    Error,
    domain::sessions::{self, Lives, Origin},
    on_each_database,
    testing::people,
};
use chrono::Duration;

const LIVES: Lives =
    Lives { idle: Duration::days(30), whole: Duration::days(365), grace: Duration::seconds(30) };
const LONG: Lives = Lives { idle: Duration::days(365), ..LIVES };

on_each_database! {
    async fn a_used_token_ends_its_session_for_as_long_as_it_is_kept(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        let stolen = sessions::open(&t.app, &patient, &Origin::default(), LIVES).await.unwrap();
        let mut newest = sessions::rotate(&t.app, &stolen.refresh_token, &Origin::default(), LIVES).await.unwrap().1;
        // The session lives on, used every 20 days; on day 59 the token that was used on day 0 is tried again.
        for _ in 0..2 {
            t.clock.advance(Duration::days(20));
            newest = sessions::rotate(&t.app, &newest.refresh_token, &Origin::default(), LIVES).await.unwrap().1;
        }
        t.clock.advance(Duration::days(19));
        assert_eq!(prune(&t).await.sessions, 0);
        let again = sessions::rotate(&t.app, &stolen.refresh_token, &Origin::default(), LIVES).await;
        assert!(matches!(again, Err(Error::Unauthenticated(_))));
        let newest = sessions::rotate(&t.app, &newest.refresh_token, &Origin::default(), LIVES).await;
        assert!(matches!(newest, Err(Error::Unauthenticated(_))), "the thief's session is over too");
    }

    async fn a_session_in_use_lives_on_without_its_oldest_tokens(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        let mut newest = sessions::open(&t.app, &patient, &Origin::default(), LIVES).await.unwrap();
        for _ in 0..8 {
            t.clock.advance(Duration::days(20));
            newest = sessions::rotate(&t.app, &newest.refresh_token, &Origin::default(), LIVES).await.unwrap().1;
        }
        // Made on days 0, 20 ... 160; it is day 160. Those that would have ended before day 130 go.
        assert_eq!(prune(&t).await.sessions, 5);
        assert_eq!(counts(&t.app).await["sessions"], 4);
        assert!(sessions::live(&t.app, newest.family).await.unwrap().is_some());
        sessions::rotate(&t.app, &newest.refresh_token, &Origin::default(), LIVES).await.unwrap();
    }

    async fn a_session_that_was_ended_goes_after_its_end_and_not_after_its_expiry(t: TestApp) {
        let (patient, _) = people::patient_and_doctor(&t.app).await.unwrap();
        let ended = sessions::open(&t.app, &patient, &Origin::default(), LONG).await.unwrap();
        let other = sessions::open(&t.app, &patient, &Origin::default(), LONG).await.unwrap();
        sessions::revoke(&t.app, ended.family).await.unwrap();
        t.clock.advance(Duration::days(29));
        assert_eq!(prune(&t).await.sessions, 0);
        t.clock.advance(Duration::days(2));
        assert_eq!(prune(&t).await.sessions, 1);
        assert!(sessions::live(&t.app, other.family).await.unwrap().is_some());
    }
}
