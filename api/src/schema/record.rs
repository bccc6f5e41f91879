//! What people do with their whole record: take it with them, and close their account.

use super::{Api, error::Result, scalars::DateTime};
use crate::auth::{Client, Viewer};
use aftercare_core::{
    audit::Actor,
    domain::{closing, export},
};
use async_graphql::{Context, Enum, InputObject, Object, SimpleObject};
use secrecy::SecretString;

/// The format of an exported record.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "aftercare_core::domain::export::Format")]
pub enum ExportFormat {
    /// Everything that is kept about the patient, as JSON: account, doctors, notes, steps, check-ins, reminders, sessions and
    /// the access log.
    Json,
    /// An HL7 FHIR R4 Bundle, for other programs: the patient, the doctors, a CarePlan for each note, a Task with its check-ins
    /// for each step, and a Communication for each reminder.
    Fhir,
}

/// How the signed-in patient wants their record.
#[derive(InputObject)]
pub struct ExportMyDataInput {
    /// The format of the document.
    format: ExportFormat,
}

/// The signed-in patient's record as a document.
#[derive(SimpleObject, Debug)]
pub struct ExportMyDataPayload {
    /// The whole document: save it as a file.
    content: String,
    /// The document's media type: `application/json` or `application/fhir+json`.
    media_type: &'static str,
    /// A name under which to save the file.
    file_name: String,
    /// When the document was written. What happened during that time may or may not be in it.
    exported_at: DateTime,
}

/// The confirmation that the signed-in account is to be closed.
#[derive(InputObject)]
pub struct DeleteAccountInput {
    /// The account's password, asked for again.
    password: String,
}

/// The outcome of closing the account.
#[derive(SimpleObject, Debug)]
pub struct DeleteAccountPayload {
    /// Always true: the account is closed for good, and all its sessions have ended.
    deleted: bool,
}

/// What people do with their whole record.
#[derive(Default, Debug)]
pub struct RecordMutation;

/// What people do with their whole record.
#[Object]
impl RecordMutation {
    /// Returns the signed-in patient's own record as one document; at most ten times an hour. It is a mutation because it is
    /// recorded in the access log.
    async fn export_my_data(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The format to export.")] input: ExportMyDataInput,
    ) -> Result<ExportMyDataPayload> {
        let (api, viewer) = (Api::of(ctx)?, Viewer::of(ctx)?);
        let patient = viewer.patient()?;
        let export = export::export(&api.app, patient, input.format.into(), actor(ctx, viewer)).await?;
        let (media_type, kind) = match input.format {
            ExportFormat::Json => ("application/json", "json"),
            ExportFormat::Fhir => ("application/fhir+json", "fhir.json"),
        };
        let file_name = format!("aftercare-{}.{kind}", export.at.format("%Y-%m-%d"));
        Ok(ExportMyDataPayload {
            content: export.content,
            media_type,
            file_name,
            exported_at: DateTime(export.at),
        })
    }

    /// Closes the signed-in account for good. From then on nobody can read a patient's record, not even from a backup that does
    /// not hold the patients' keys; only the counts are left. A doctor's name stays in the notes they wrote, and their patients
    /// have no doctor until they select another. The last admin's account cannot be closed.
    async fn delete_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The password, as confirmation.")] input: DeleteAccountInput,
    ) -> Result<DeleteAccountPayload> {
        let (api, viewer) = (Api::of(ctx)?, Viewer::of(ctx)?);
        let password = SecretString::from(input.password);
        closing::delete_own(&api.app, &viewer.account, password, actor(ctx, viewer)).await?;
        Ok(DeleteAccountPayload { deleted: true })
    }
}

/// The viewer, as the access log names them.
fn actor(ctx: &Context<'_>, viewer: &Viewer) -> Actor {
    Actor::person(viewer.account.id, ctx.data_opt::<Client>().map(|client| client.address))
}
