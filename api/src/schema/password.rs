//! The password of one's own account: changed by whoever knows it, reset by whoever owns the e-mail address.

use super::{Api, error::Result, people::User};
use crate::auth::{Viewer, actor};
use aftercare_core::domain::recovery;
use async_graphql::{Context, InputObject, Object, SimpleObject};
use secrecy::SecretString;
use std::sync::Arc;

/// The account whose password was forgotten.
#[derive(InputObject)]
pub struct RequestPasswordResetInput {
    /// E-mail address of the account; upper and lower case make no difference.
    email: String,
}

/// The answer to a request for a code, the same for every address.
#[derive(SimpleObject, Debug)]
pub struct RequestPasswordResetPayload {
    /// Always true: if an account has confirmed the address, a mail with a code is on its way; nobody is told whether one has.
    sent: bool,
}

/// A new password for a forgotten one.
#[derive(InputObject)]
pub struct ResetPasswordInput {
    /// The 8 digits from the mail, or the part of its link after `#`.
    code: String,
    /// The e-mail address that the code was mailed to; needed with the 8 digits, not with the part of a link.
    email: Option<String>,
    /// The new password: 8 to 256 characters, not the e-mail address and not a common password.
    new_password: String,
}

/// The outcome of resetting the password.
#[derive(SimpleObject, Debug)]
pub struct ResetPasswordPayload {
    /// Always true: the password is changed and every session of the account has ended; log in with the new password.
    reset: bool,
}

/// The present password and the new one.
#[derive(InputObject)]
pub struct ChangePasswordInput {
    /// The present password.
    current_password: String,
    /// The new password: 8 to 256 characters, not the e-mail address and not a common password.
    new_password: String,
}

/// The account with its new password.
#[derive(SimpleObject, Debug)]
pub struct ChangePasswordPayload {
    /// The signed-in person; this session goes on, all others are over.
    user: User,
}

/// One's own password.
#[derive(Default, Debug)]
pub struct PasswordMutation;

/// One's own password.
#[Object]
impl PasswordMutation {
    /// Mails a code with which a forgotten password is replaced, if an account has confirmed the address. The answer, and the time it
    /// takes, are the same for every address.
    async fn request_password_reset(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The account whose password was forgotten.")] input: RequestPasswordResetInput,
    ) -> Result<RequestPasswordResetPayload> {
        recovery::request_reset(&Api::of(ctx)?.app, actor(ctx), &input.email).await?;
        Ok(RequestPasswordResetPayload { sent: true })
    }

    /// Sets a new password with the code from the mail, and ends every session of the account. A code works once; it stops working
    /// after 30 minutes, its digits also after five wrong tries. No session is needed.
    async fn reset_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The code and the new password.")] input: ResetPasswordInput,
    ) -> Result<ResetPasswordPayload> {
        let new = SecretString::from(input.new_password);
        recovery::reset(&Api::of(ctx)?.app, actor(ctx), &input.code, input.email.as_deref(), new).await?;
        Ok(ResetPasswordPayload { reset: true })
    }

    /// Sets a new password for the signed-in account and ends its other sessions. The owner is told by mail.
    async fn change_password(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "The present password and the new one.")] input: ChangePasswordInput,
    ) -> Result<ChangePasswordPayload> {
        let (api, viewer) = (Api::of(ctx)?, Viewer::of(ctx)?);
        let (current, new) =
            (SecretString::from(input.current_password), SecretString::from(input.new_password));
        let account =
            recovery::change(&api.app, actor(ctx), &viewer.account, viewer.session, current, new).await?;
        Ok(ChangePasswordPayload { user: User::own(&Arc::new(account)) })
    }
}
