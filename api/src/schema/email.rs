//! The e-mail address of one's own account: confirmed with a code from a mail, and changed with one from each side.

use super::{Api, error::Result, people::User, scalars::DateTime};
use crate::auth::{Viewer, actor};
use aftercare_core::domain::addresses;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use secrecy::SecretString;
use std::sync::Arc;

/// A code from a mail.
#[derive(InputObject)]
pub struct ConfirmEmailInput {
    /// The 8 digits from the mail, with or without spaces, or the part of its link after `#`.
    code: String,
}

/// The account with its confirmed e-mail address.
#[derive(SimpleObject, Debug)]
pub struct ConfirmEmailPayload {
    /// The signed-in person, with the confirmed address.
    user: User,
}

/// The outcome of asking for another code.
#[derive(SimpleObject, Debug)]
pub struct ResendConfirmationPayload {
    /// Whether a mail is on its way; false when the address is already confirmed.
    sent: bool,
}

/// A change of e-mail address.
#[derive(InputObject)]
pub struct ChangeEmailInput {
    /// The new e-mail address; upper and lower case make no difference.
    new_email: String,
    /// The account's present password.
    password: String,
}

/// A change of e-mail address that waits for its codes.
#[derive(SimpleObject, Debug)]
pub struct ChangeEmailPayload {
    /// Always true: the mails are on their way. If the new address already has an account, only its owner is told so, by mail.
    sent: bool,
    /// Whether `confirmEmailChange` needs the code in the mail to the present address too. False while that address is not confirmed,
    /// and while mail servers refuse it.
    needs_code_from_old_address: bool,
    /// When the codes stop working.
    expires_at: DateTime,
}

/// The codes from both mails.
#[derive(InputObject)]
pub struct ConfirmEmailChangeInput {
    /// The 8 digits from the mail to the present address; may be left out when `needsCodeFromOldAddress` was false.
    code_from_old_address: Option<String>,
    /// The 8 digits from the mail to the new address.
    code_from_new_address: String,
}

/// The account with its new and confirmed e-mail address.
#[derive(SimpleObject, Debug)]
pub struct ConfirmEmailChangePayload {
    /// The signed-in person, with the new address.
    user: User,
}

/// One's own e-mail address.
#[derive(Default, Debug)]
pub struct EmailMutation;

/// One's own e-mail address.
#[Object]
impl EmailMutation {
    /// Confirms the e-mail address of the signed-in account, with the code that was mailed there. A code stops working after 24 hours,
    /// or after five wrong tries. CONFLICT when another account has confirmed the address in the meantime.
    async fn confirm_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code from the mail.")] input: ConfirmEmailInput,
    ) -> Result<ConfirmEmailPayload> {
        let (api, viewer) = (Api::of(ctx)?, Viewer::of(ctx)?);
        let account = addresses::confirm(&api.app, actor(ctx), viewer.account.id, &input.code).await?;
        Ok(ConfirmEmailPayload { user: User::own(&Arc::new(account)) })
    }

    /// Mails another code to the address of the signed-in account, if it is not confirmed yet. Earlier codes continue to work.
    async fn resend_confirmation(&self, ctx: &Context<'_>) -> Result<ResendConfirmationPayload> {
        let (api, viewer) = (Api::of(ctx)?, Viewer::of(ctx)?);
        let sent = addresses::send_again(&api.app, &viewer.account).await?;
        Ok(ResendConfirmationPayload { sent })
    }

    /// Begins to change the e-mail address of the signed-in account: mails a code to the present address and one to the new one. Nothing
    /// changes until `confirmEmailChange` has both. Codes of an earlier change no longer work.
    async fn change_email(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The new address, and the password.")] input: ChangeEmailInput,
    ) -> Result<ChangeEmailPayload> {
        let (api, viewer) = (Api::of(ctx)?, Viewer::of(ctx)?);
        let password = SecretString::from(input.password);
        let begun =
            addresses::begin_change(&api.app, actor(ctx), &viewer.account, &input.new_email, password)
                .await?;
        Ok(ChangeEmailPayload {
            sent: true,
            needs_code_from_old_address: begun.needs_old,
            expires_at: DateTime(begun.expires_at),
        })
    }

    /// Changes the e-mail address of the signed-in account, with the codes that `changeEmail` mailed. CONFLICT when another account
    /// has the new address.
    async fn confirm_email_change(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The codes from both mails.")] input: ConfirmEmailChangeInput,
    ) -> Result<ConfirmEmailChangePayload> {
        let (api, viewer) = (Api::of(ctx)?, Viewer::of(ctx)?);
        let (old, new) = (input.code_from_old_address.as_deref(), &input.code_from_new_address);
        let account = addresses::finish_change(&api.app, actor(ctx), viewer.account.id, old, new).await?;
        Ok(ConfirmEmailChangePayload { user: User::own(&Arc::new(account)) })
    }
}
