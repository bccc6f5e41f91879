//! `aftercare accounts`: who has an account and in what state, and what an admin decides about it.
//!
//! It prints names and e-mail addresses, because the operator asks for them; nothing of it goes to the log.

use crate::{Failure, wiring};
use aftercare_core::{
    App,
    audit::Actor,
    clock::Clock,
    domain::{
        accounts::{self, NewAccount},
        admission,
        directory::{self, Listed, State, Wanted},
        input,
        suspension::{self, Reason},
    },
    page::Page,
    settings::Settings,
};
use aftercare_entity::user::{self, Role};
use clap::{Args, Subcommand};

/// What to do with accounts.
#[derive(Subcommand, Debug)]
pub enum Accounts {
    /// List accounts, sorted by name
    List {
        /// Only in this state: active, unconfirmed, pending, refused, suspended or ended
        #[arg(long, value_parser = state)]
        state: Option<State>,
        /// Only of this role: patient, doctor or admin
        #[arg(long, value_parser = role)]
        role: Option<Role>,
        /// Only with these words in the name, the title or the e-mail address
        #[arg(long)]
        search: Option<String>,
        /// At most this many
        #[arg(long, default_value_t = 100, value_parser = clap::value_parser!(u64).range(1..=10_000))]
        limit: u64,
    },
    /// Create an account that needs neither confirmation nor approval; the password is read from standard input
    Create {
        /// What the account is for: patient or doctor (`aftercare admin create` creates admins)
        #[arg(long, value_parser = role_of_people)]
        role: Role,
        /// E-mail address to log in with
        #[arg(long)]
        email: String,
        /// The person's name
        #[arg(long)]
        name: String,
    },
    /// Let in a doctor who waits or was refused, and tell them by mail
    Approve(Who),
    /// Refuse a doctor who waits, and tell them by mail
    Refuse(Who),
    /// Suspend an account: its sessions end at once, and its owner cannot log in
    Suspend {
        #[command(flatten)]
        who: Who,
        /// Why, for the access log: left, security, misuse or requested
        #[arg(long, value_parser = reason)]
        reason: Option<Reason>,
    },
    /// Lift a suspension
    Reinstate(Who),
    /// Give a doctor a title or ward, which tells two doctors of the same name apart
    Title {
        #[command(flatten)]
        who: Who,
        /// The title; none when left out
        title: Option<String>,
    },
}

/// An account.
#[derive(Args, Debug)]
pub struct Who {
    /// E-mail address or id, as listed
    #[arg(value_name = "EMAIL_OR_ID")]
    who: String,
}

fn one_of<T: Copy>(text: &str, all: &[(T, &str)]) -> Result<T, String> {
    let found = all.iter().find(|(_, name)| name.eq_ignore_ascii_case(text));
    found.map(|(value, _)| *value).ok_or_else(|| {
        let names: Vec<_> = all.iter().map(|(_, name)| name.to_ascii_lowercase()).collect();
        format!("use one of {}", names.join(", "))
    })
}

fn state(text: &str) -> Result<State, String> {
    one_of(text, &State::ALL.map(|state| (state, state.as_str())))
}

fn reason(text: &str) -> Result<Reason, String> {
    one_of(text, &Reason::ALL.map(|reason| (reason, reason.as_str())))
}

const ROLES: [(Role, &str); 3] =
    [(Role::Patient, "patient"), (Role::Doctor, "doctor"), (Role::Admin, "admin")];

fn role(text: &str) -> Result<Role, String> {
    one_of(text, &ROLES)
}

fn role_of_people(text: &str) -> Result<Role, String> {
    one_of(text, &ROLES[..2])
}

/// Runs the command.
pub async fn run(settings: &Settings, what: Accounts) -> Result<(), Failure> {
    let app = &wiring::wire(settings, Clock::system()).await?.app;
    let by = Actor::OPERATOR;
    let changed = match what {
        Accounts::List { state, role, search, limit } => {
            let wanted = Wanted { search: search.as_deref(), state, role };
            return list(app, &wanted, limit).await;
        }
        Accounts::Create { role, email, name } => {
            let password = super::admin::password_from_stdin()?;
            let new =
                NewAccount { email: &email, password, name: &name, role, time_zone: None, address: None };
            accounts::make_confirmed(app, new).await?
        }
        Accounts::Approve(who) => admission::approve(app, by, who.find(app).await?.id).await?,
        Accounts::Refuse(who) => admission::refuse(app, by, who.find(app).await?.id).await?,
        Accounts::Suspend { who, reason } => {
            suspension::suspend(app, by, who.find(app).await?.id, reason).await?
        }
        Accounts::Reinstate(who) => suspension::reinstate(app, by, who.find(app).await?.id).await?,
        Accounts::Title { who, title } => {
            admission::set_title(app, by, who.find(app).await?.id, title.as_deref()).await?
        }
    };
    // Other processes hear of it by way of Redis; this one ends, and must not take the signal with it.
    app.bus().flush().await;
    println!("{HEADER}");
    println!("{}", line(&directory::listed(app, changed).await?));
    Ok(())
}

impl Who {
    async fn find(&self, app: &App) -> Result<user::Model, Failure> {
        Ok(directory::find(app, &self.who).await?)
    }
}

const HEADER: &str = "ID                                    ROLE     STATE        LAST SIGN-IN          E-MAIL, NAME AND TITLE";

async fn list(app: &App, wanted: &Wanted<'_>, limit: u64) -> Result<(), Failure> {
    println!("{HEADER}");
    for listed in directory::accounts(app, wanted, &Page::first(limit)).await? {
        println!("{}", line(&listed));
    }
    Ok(())
}

fn line(listed: &Listed) -> String {
    let account = &listed.account;
    let role = ROLES.iter().find(|(role, _)| *role == account.role).map_or("", |(_, name)| *name);
    let last =
        listed.last_sign_in_at.map_or_else(String::new, |at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string());
    let title = account.title.as_deref().map(|title| format!(" ({title})")).unwrap_or_default();
    let unconfirmed = if account.unconfirmed_since.is_some() { " (not confirmed)" } else { "" };
    format!(
        "{}  {role:<8} {:<12} {last:<21} {}{unconfirmed}  {}{title}",
        account.id,
        State::of(account).as_str(),
        input::shown_email(&account.email),
        account.name,
    )
}
