//! What leaves the hospital in the background is in the access log.

use crate::{
    gemini::{Gemini, plan, refusal},
    house::House,
    smtp::{SmtpServer, Step, Trick},
};
use aftercare_core::{App, domain::reasons, on_each_database};
use aftercare_entity::{
    access_log::{self, ActorKind},
    note::State,
};
use aftercare_worker::{extraction::Extractor, sweep};
use chrono::Duration;
use sea_orm::{EntityTrait, QueryOrder, prelude::Uuid};
use serde_json::json;

const NOTE: &str = "Take doxycycline 100 mg twice daily for 7 days.";

/// The rows, oldest first, as action, subject and detail; each is the worker's, about this patient.
async fn log(app: &App, patient: Uuid) -> Vec<(String, Option<Uuid>, Option<String>)> {
    let rows =
        access_log::Entity::find().order_by_asc(access_log::Column::Id).all(app.db().read()).await.unwrap();
    for row in &rows {
        assert_eq!((row.actor_kind, row.actor_id, row.patient_id), (ActorKind::Worker, None, Some(patient)));
    }
    rows.into_iter().map(|row| (row.action, row.subject_id, row.detail)).collect()
}

on_each_database! {
    async fn each_sending_of_a_note_to_a_model_is_logged_and_the_rules_reading_is_not(t: TestApp) {
        let mut house = House::open(t).await;
        house.note(NOTE).await;
        assert_eq!(log(&house.t.app, house.patient.id).await, []);
        let busy = refusal(503, "UNAVAILABLE", &json!([]));
        let gemini = Gemini::answering([busy, plan("Take doxycycline 100 mg", NOTE, 7, 2)]).await;
        house.extractor = gemini.extractor();
        let note = house.note(NOTE).await;
        let Extractor::Model(client) = &house.extractor else { panic!("no model") };
        let sent = ("SEND_TO_MODEL".to_owned(), Some(note.id), Some(client.model().to_owned()));
        assert_eq!(log(&house.t.app, house.patient.id).await, std::slice::from_ref(&sent), "the attempt that failed");
        house.t.clock.advance(Duration::minutes(1));
        house.work().await;
        assert_eq!(house.note_now(note.id).await.state, State::Extracted);
        assert_eq!(log(&house.t.app, house.patient.id).await, [sent.clone(), sent]);
        assert_eq!(gemini.asked().await, 2);
    }

    async fn each_mail_handed_over_is_logged(t: TestApp) {
        let server = SmtpServer::plain().await;
        let mut house = House::open(t).await;
        house.smtp_url = Some(server.url());
        house.note(NOTE).await;
        let app = house.t.app.clone();
        let today = || app.clock().today(chrono_tz::UTC);
        server.script(Step::Rcpt, Trick::Answer("450 4.2.0 greylisted"));
        sweep::run_now(&app, today()).await.unwrap();
        house.work().await;
        assert_eq!(log(&app, house.patient.id).await, [], "nothing left the house");
        house.t.clock.advance(Duration::minutes(2));
        house.work().await;
        let first = house.reminders().await.remove(0).id;
        let mail = |id, detail: Option<&str>| ("MAIL".to_owned(), Some(id), detail.map(str::to_owned));
        assert_eq!(log(&app, house.patient.id).await, [mail(first, None)]);
        // A server that takes the mail and does not say whether it has it may have delivered it.
        house.t.clock.advance(Duration::days(1));
        server.script(Step::Content, Trick::KeepAndDrop);
        sweep::run_now(&app, today()).await.unwrap();
        house.work().await;
        let second = house.reminders().await.remove(1).id;
        assert_eq!(log(&app, house.patient.id).await[1], mail(second, Some(reasons::MAIL_UNANSWERED)));
    }
}
