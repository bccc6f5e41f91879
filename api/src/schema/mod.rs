//! The schema: one file an entity, holding its object, inputs, payloads and its part of Query and Mutation.

mod access_log;
pub mod account;
pub mod adherence;
pub mod admin;
pub mod at_risk;
pub mod check_in;
pub mod completion;
pub mod decided;
mod delivery;
pub mod doctor;
pub mod email;
pub mod error;
pub mod event;
pub mod explanation;
pub mod extraction;
mod frequency;
pub mod ids;
pub mod loaders;
mod mail_answer;
pub mod node;
pub mod note;
mod of_patient;
pub mod pages;
pub mod password;
pub mod patients;
pub mod people;
pub mod ready;
pub mod record;
pub mod reminder;
pub mod reminder_settings;
pub mod review;
pub mod review_reason;
pub mod scalars;
pub mod session;
pub mod sessions;
pub mod step;
mod today;
mod undecided;
pub mod worklist;

use self::loaders::Gathered;
use crate::{
    auth::TokenKeys,
    http::{Checked, Complexity, Places},
};
use aftercare_core::{App, domain::sessions::Lives, events::Hub};
use async_graphql::{Context, Executor, MergedObject, Schema, SchemaBuilder};

/// What every resolver may use.
#[derive(Clone, Debug)]
pub struct Api {
    /// The core.
    pub app: App,
    /// Signs and checks access tokens.
    pub keys: TokenKeys,
    /// How long sessions last.
    pub lives: Lives,
    /// Fans events out to subscriptions.
    pub hub: Hub,
}

impl Api {
    /// The parts given to this schema.
    ///
    /// # Errors
    /// INTERNAL when the schema was built without them.
    pub fn of<'c>(ctx: &Context<'c>) -> error::Result<&'c Self> {
        ctx.data_opt::<Self>()
            .ok_or_else(|| error::ApiError::internal("the schema was built without its parts"))
    }
}

/// What can be asked. While nobody is signed in, `viewer` is null and everything else is refused with UNAUTHENTICATED.
#[derive(MergedObject, Default, Debug)]
pub struct Query(
    people::PeopleQuery,
    worklist::WorklistQuery,
    explanation::ExplanationQuery,
    sessions::SessionQuery,
    note::NoteQuery,
    event::EventQuery,
    node::NodeQuery,
    admin::AdminQuery,
);

/// What can be changed. Each mutation takes at most one argument, `input`, and returns a payload of its own.
#[derive(MergedObject, Default, Debug)]
pub struct Mutation(
    session::SessionMutation,
    sessions::SessionsMutation,
    account::AccountMutation,
    reminder_settings::ReminderSettingsMutation,
    record::RecordMutation,
    email::EmailMutation,
    password::PasswordMutation,
    note::NoteMutation,
    completion::StepMutation,
    check_in::CheckInMutation,
    review::ReviewMutation,
    at_risk::AtRiskMutation,
    admin::changes::AdminMutation,
);

/// What executes operations on the product's schema. Its operations read what their loaders gather, and their answers wait
/// for the access log: the bare schema, which would do neither, leaves this module only as text. Without parts it answers
/// nothing but introspection.
pub fn build(api: Option<&Api>, introspection: bool) -> impl Executor + use<> {
    let builder = || {
        let builder = builder(introspection);
        if let Some(api) = api { builder.data(api.clone()) } else { builder }
    };
    let checks = builder().extension(Complexity).extension(Places).finish();
    Gathered(Checked { checks, runs: builder().extension(Complexity).finish() })
}

fn builder(introspection: bool) -> SchemaBuilder<Query, Mutation, event::Subscription> {
    let builder = Schema::build(Query::default(), Mutation::default(), event::Subscription);
    if introspection { builder } else { builder.disable_introspection().disable_suggestions() }
}

/// The schema in GraphQL's schema language, as in `schema.graphql`.
pub fn sdl() -> String {
    let options =
        async_graphql::SDLExportOptions::new().sorted_fields().sorted_arguments().sorted_enum_items();
    let text = builder(true).finish().sdl_with_options(options.include_specified_by());
    format!("{}\n", text.trim())
}
