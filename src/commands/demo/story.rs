//! The story: a note, its steps, its reminders, its check-ins, until the plan is finished. Each stage is checked.

use super::{
    client::{Client, PASSWORD, text},
    mails,
    socket::Socket,
};
use aftercare_core::{
    App,
    bus::Signal,
    clock::{Clock, local_instant},
    random,
    settings::Settings,
};
use anyhow::{Context, ensure};
use chrono::{Days, Duration};
use serde_json::{Value, json};
use std::{net::SocketAddr, path::PathBuf};

/// What the doctor writes.
const NOTE: &str = "Throat infection, fever since Sunday. Take amoxicillin 500 mg three times a day for 5 days. \
                    Rest today. Blood test tomorrow. No antibiotics beyond that.";

const EVENTS: &str = "subscription ($after: String!) { careEvents(after: $after) { __typename \
    ... on StepsExtracted { steps { kind description duration passage { text } } } \
    ... on ExtractionFailed { note { extraction { reason } } } \
    ... on CheckInChanged { step { description duration completed } } \
    ... on ReminderSent { reminderId } } }";

/// The people of the story.
pub struct People {
    doctor: Client,
    patient: Client,
    /// Cursor of the event before the story.
    began: String,
}

/// What the story needs.
pub struct Story {
    app: App,
    clock: Clock,
    address: SocketAddr,
    mails: PathBuf,
    extractor: &'static str,
}

impl Story {
    /// Before it begins.
    pub fn new(settings: &Settings, app: App, clock: Clock, address: SocketAddr) -> Self {
        Self { app, clock, address, mails: settings.data_dir.join("mail"), extractor: "the offline rules" }
    }

    /// Tells it.
    pub async fn tell(&self) -> anyhow::Result<People> {
        println!(
            "Aftercare, the demo. A real server on http://{}; all data is thrown away at the end.\n",
            self.address
        );
        // A database may be used twice; an e-mail address only once.
        let tag = u16::from_le_bytes(random::bytes());
        let mut doctor =
            Client::sign_up(self.address, "Dr. Dora Sample", &format!("dora{tag}@example.org"), "DOCTOR")
                .await?;
        let mut patient =
            Client::sign_up(self.address, "Paula Example", &format!("paula{tag}@example.org"), "PATIENT")
                .await?;
        println!("{} and {} sign up.", doctor.name, patient.name);
        for person in [&doctor, &patient] {
            mails::confirm(&self.mails, person).await?;
        }
        println!("Each gets a mail with a code, and confirms their e-mail address with it.");
        let query =
            "mutation ($input: SelectDoctorInput!) { selectDoctor(input: $input) { doctor { name } } }";
        let chosen = patient.ask(query, json!({ "input": { "doctorId": doctor.id } })).await?;
        println!(
            "{} selects {} as her doctor.",
            patient.name,
            text(&chosen["selectDoctor"]["doctor"]["name"])?
        );

        let began = doctor.event_cursor().await?;
        let mut events = Socket::subscribe(self.address, doctor.access_token(), EVENTS, &began).await?;
        println!("The doctor's dashboard subscribes over a WebSocket.\n");
        self.note(&doctor, &patient, &mut events).await?;

        println!("\n{}: the patient checks in right away.", self.today());
        self.check_in(&patient, &mut events, 4).await?;
        self.next_morning(&mut events, [&mut doctor, &mut patient]).await?;
        println!("  She forgets. A missed day changes nothing.");
        for left in (0..4).rev() {
            self.next_morning(&mut events, [&mut doctor, &mut patient]).await?;
            self.check_in(&patient, &mut events, left).await?;
        }
        self.finished(&mut doctor, &mut patient).await?;
        Ok(People { doctor, patient, began })
    }

    /// The note is submitted, and its steps arrive by the subscription.
    async fn note(&self, doctor: &Client, patient: &Client, events: &mut Socket) -> anyhow::Result<()> {
        println!("{}: the doctor writes:\n  \"{NOTE}\"", self.today());
        let query = "mutation ($input: SubmitNoteInput!) { submitNote(input: $input) { note { state } } }";
        let input = json!({ "input": { "patientId": patient.id, "body": NOTE } });
        let answer = doctor.ask(query, input).await?;
        ensure!(answer["submitNote"]["note"]["state"] == "QUEUED", "the note was not queued: {answer}");
        println!("The server answers at once: QUEUED. A worker reads the note ({}) ...", self.extractor);
        let ended = |event: &Value| {
            matches!(event["__typename"].as_str(), Some("StepsExtracted" | "ExtractionFailed"))
        };
        let event = events.next("careEvents", ended).await?;
        ensure!(event["__typename"] == "StepsExtracted", "the extraction failed: {event}");
        let steps = event["steps"].as_array().context("no steps")?;
        println!("... and the dashboard shows, live:");
        for step in steps {
            let left = step["duration"].as_i64().map_or(String::new(), |left| format!(" ({left} check-ins)"));
            println!("  [{}] {}{left}", text(&step["kind"])?, text(&step["description"])?);
        }
        let plan = steps.iter().find(|step| step["kind"] == "PLAN").context("no plan was extracted")?;
        ensure!(plan["duration"] == 5, "the plan is not of 5 days: {plan}");
        ensure!(steps.len() == 3, "three steps were expected: {steps:?}");
        Ok(())
    }

    /// The clock moves to the next 06:00; the sweep mails the patient.
    async fn next_morning(&self, events: &mut Socket, people: [&mut Client; 2]) -> anyhow::Result<()> {
        let before = self.mails()?.len();
        self.move_to_morning(people).await?;
        events.next("careEvents", |event| event["__typename"] == "ReminderSent").await?;
        let mails = self.mails()?;
        ensure!(mails.len() == before + 1, "one mail a day was expected, there are {}", mails.len() - before);
        let newest = mails.last().context("no mail")?;
        let mail = std::fs::read_to_string(newest)?;
        let subject =
            mail.lines().find(|line| line.starts_with("Subject:")).context("a mail without subject")?;
        println!(
            "\n{}, 06:00: the sweep runs. One mail: \"{}\"",
            self.today(),
            subject.trim_start_matches("Subject: ")
        );
        if before == 0 {
            println!("  (it is {})", newest.display());
            for line in mails::readable(&mail) {
                println!("  | {line}");
            }
        }
        Ok(())
    }

    async fn move_to_morning(&self, people: [&mut Client; 2]) -> anyhow::Result<()> {
        let hospital = self.app.hospital();
        let tomorrow = self.clock.today(hospital.time_zone) + Days::new(1);
        self.clock.advance_to(
            local_instant(hospital.time_zone, tomorrow, hospital.sweep_at) + Duration::seconds(1),
        );
        for person in people {
            person.refresh().await?;
        }
        self.app.bus().publish(Signal::Jobs);
        Ok(())
    }

    /// The patient checks in; the doctor sees it.
    async fn check_in(&self, patient: &Client, events: &mut Socket, left: i64) -> anyhow::Result<()> {
        let answer = patient.ask("mutation { checkIn { steps { duration } } }", json!({})).await?;
        ensure!(
            answer["checkIn"]["steps"][0]["duration"] == left,
            "{left} check-ins left were expected: {answer}"
        );
        let event = events.next("careEvents", |event| event["__typename"] == "CheckInChanged").await?;
        ensure!(event["step"]["duration"] == left, "the doctor sees something else: {event}");
        println!("  {} checks in; the doctor sees it live: {left} left.", patient.name);
        Ok(())
    }

    /// The plan is completed, and the next morning brings no mail.
    async fn finished(&self, doctor: &mut Client, patient: &mut Client) -> anyhow::Result<()> {
        let query = "{ viewer { ... on Patient { today { due { description } } \
                     steps(states: [COMPLETED]) { edges { node { kind completed } } } } } }";
        let answer = patient.ask(query, json!({})).await?;
        let done = answer["viewer"]["steps"]["edges"].as_array().context("no steps")?;
        ensure!(
            done.iter().any(|edge| edge["node"]["kind"] == "PLAN"),
            "the plan is not completed: {answer}"
        );
        let before = self.mails()?.len();
        self.move_to_morning([&mut *doctor, &mut *patient]).await?;
        // The morning's sweep is over when the one after it is in the queue.
        let hospital = self.app.hospital();
        let next = self.clock.today(hospital.time_zone) + Days::new(1);
        self.swept_until(next).await?;
        ensure!(self.mails()?.len() == before, "a finished plan was mailed");
        println!("\n{}, 06:00: the sweep runs. The plan is finished: no mail.", self.today());
        println!(
            "\nThe plan of 5 days took 5 check-ins in 6 days, and 5 mails. Every stage really happened."
        );
        Ok(())
    }

    async fn swept_until(&self, next: chrono::NaiveDate) -> anyhow::Result<()> {
        let wanted = next.to_string();
        for _ in 0..600 {
            let jobs = aftercare_core::jobs::list(&self.app, 1000).await?;
            if jobs
                .iter()
                .any(|job| job.argument.as_ref().is_some_and(|argument| argument.ends_with(&wanted)))
            {
                return Ok(());
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        anyhow::bail!("the sweep did not run")
    }

    fn today(&self) -> String {
        self.clock.today(self.app.hospital().time_zone).format("%A, %-d %B").to_string()
    }

    fn mails(&self) -> anyhow::Result<Vec<PathBuf>> {
        mails::named(&self.mails, "-reminder-")
    }
}

impl People {
    /// How to go on by hand.
    pub fn say_what_to_try(&self, address: SocketAddr) {
        println!("\nThe server runs until Ctrl-C. Try it: http://{address}/graphiql");
        println!("  doctor   {} / {PASSWORD}", self.doctor.email);
        println!("  patient  {} / {PASSWORD}", self.patient.email);
        println!(
            "\n  mutation {{ logIn(input: {{email: \"{}\", password: \"{PASSWORD}\"}}) {{ accessToken }} }}",
            self.doctor.email
        );
        println!("  then put {{\"Authorization\": \"Bearer <accessToken>\"}} into the headers, and ask:");
        println!(
            "  {{ patients {{ edges {{ node {{ name steps {{ edges {{ node {{ description state duration }} }} }} }} }} }} }}"
        );
        println!("  This tells the story again, event by event, and goes on live:");
        println!(
            "  subscription {{ careEvents(after: \"{}\") {{ __typename ... on StepsExtracted {{ cursor steps {{ description }} }} }} }}",
            self.began
        );
        println!(
            "  Leave it running, and in a second tab write another note; its steps appear in the first:"
        );
        println!(
            "  mutation {{ submitNote(input: {{patientId: \"{}\", body: \"Walk for 20 minutes every day for 7 days.\"}}) {{ note {{ state }} }} }}",
            self.patient.id
        );
        println!(
            "  A page of your own asks {{ eventCursor }} first, then for its data, then subscribes with that as `after`."
        );
    }
}
