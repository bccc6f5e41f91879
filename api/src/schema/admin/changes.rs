//! What an admin decides about accounts.

use super::{
    super::{Api, error::Result, ids, ids::Kind},
    account::Account,
    actor,
};
use aftercare_core::domain::{admission, directory, suspension};
use aftercare_entity::user;
use async_graphql::{Context, Enum, ID, InputObject, Object, SimpleObject};

/// A doctor to be let in.
#[derive(InputObject)]
pub struct ApproveDoctorInput {
    /// Id of a doctor who waits or was refused.
    doctor_id: ID,
}

/// A doctor to be refused.
#[derive(InputObject)]
pub struct RefuseDoctorInput {
    /// Id of a doctor who waits.
    doctor_id: ID,
}

/// A doctor, and the title to give them.
#[derive(InputObject)]
pub struct SetDoctorTitleInput {
    /// Id of the doctor.
    doctor_id: ID,
    /// Title or ward, 1 to 100 characters; null takes the present one away.
    title: Option<String>,
}

/// Why an account is suspended.
#[derive(Enum, Debug, Clone, Copy, PartialEq, Eq)]
#[graphql(remote = "suspension::Reason")]
pub enum SuspensionReason {
    /// The person no longer works or is treated here.
    Left,
    /// Somebody else may be using the account.
    Security,
    /// The account was misused.
    Misuse,
    /// The person asked for it.
    Requested,
}

/// An account to be suspended.
#[derive(InputObject)]
pub struct SuspendAccountInput {
    /// Id of the patient, doctor or admin whose account it is.
    account_id: ID,
    /// Why the account is suspended; kept in the access log.
    reason: Option<SuspensionReason>,
}

/// An account to be reinstated.
#[derive(InputObject)]
pub struct ReinstateAccountInput {
    /// Id of the patient, doctor or admin whose account it is.
    account_id: ID,
}

macro_rules! account_payload {
    ($name:ident, $doc:literal) => {
        #[doc = $doc]
        #[derive(SimpleObject, Debug)]
        pub struct $name {
            /// The account, as it is now.
            account: Account,
        }
    };
}

account_payload!(ApproveDoctorPayload, "The doctor who was let in.");
account_payload!(RefuseDoctorPayload, "The doctor who was refused.");
account_payload!(SetDoctorTitlePayload, "The doctor, with the new title.");
account_payload!(SuspendAccountPayload, "The account that was suspended.");
account_payload!(ReinstateAccountPayload, "The account, as it was before it was suspended.");

async fn shown(api: &Api, account: user::Model) -> Result<Account> {
    Ok(Account(directory::listed(&api.app, account).await?))
}

/// What an admin decides about accounts.
#[derive(Default, Debug)]
pub struct AdminMutation;

/// What an admin decides about accounts.
#[Object]
impl AdminMutation {
    /// Lets in a doctor who waits or was refused, and tells them by mail; only for an admin.
    async fn approve_doctor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The doctor to let in.")] input: ApproveDoctorInput,
    ) -> Result<ApproveDoctorPayload> {
        let (actor, api) = (actor(ctx)?, Api::of(ctx)?);
        let doctor = Kind::Doctor.uuid(&input.doctor_id, "doctorId")?;
        let account = admission::approve(&api.app, actor, doctor).await?;
        Ok(ApproveDoctorPayload { account: shown(api, account).await? })
    }

    /// Refuses a doctor who waits, and tells them by mail; only for an admin. For a doctor who has been let in, use
    /// `suspendAccount`.
    async fn refuse_doctor(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The doctor to refuse.")] input: RefuseDoctorInput,
    ) -> Result<RefuseDoctorPayload> {
        let (actor, api) = (actor(ctx)?, Api::of(ctx)?);
        let doctor = Kind::Doctor.uuid(&input.doctor_id, "doctorId")?;
        let account = admission::refuse(&api.app, actor, doctor).await?;
        Ok(RefuseDoctorPayload { account: shown(api, account).await? })
    }

    /// Gives a doctor a title or a ward, which tells two doctors of the same name apart; only for an admin.
    async fn set_doctor_title(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The doctor and the title.")] input: SetDoctorTitleInput,
    ) -> Result<SetDoctorTitlePayload> {
        let (actor, api) = (actor(ctx)?, Api::of(ctx)?);
        let doctor = Kind::Doctor.uuid(&input.doctor_id, "doctorId")?;
        let account = admission::set_title(&api.app, actor, doctor, input.title.as_deref()).await?;
        Ok(SetDoctorTitlePayload { account: shown(api, account).await? })
    }

    /// Suspends an account and ends all its sessions at once; only for an admin, and never their own account or that of the
    /// last active admin. A suspended doctor is in no list and sees no patient; a suspended patient is mailed nothing.
    async fn suspend_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account to suspend, and why.")] input: SuspendAccountInput,
    ) -> Result<SuspendAccountPayload> {
        let (actor, api) = (actor(ctx)?, Api::of(ctx)?);
        let id = ids::person(&input.account_id, "accountId")?;
        let account = suspension::suspend(&api.app, actor, id, input.reason.map(Into::into)).await?;
        Ok(SuspendAccountPayload { account: shown(api, account).await? })
    }

    /// Lifts a suspension: the account is as it was before, and its owner can log in again; only for an admin.
    async fn reinstate_account(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account to reinstate.")] input: ReinstateAccountInput,
    ) -> Result<ReinstateAccountPayload> {
        let (actor, api) = (actor(ctx)?, Api::of(ctx)?);
        let id = ids::person(&input.account_id, "accountId")?;
        let account = suspension::reinstate(&api.app, actor, id).await?;
        Ok(ReinstateAccountPayload { account: shown(api, account).await? })
    }
}
