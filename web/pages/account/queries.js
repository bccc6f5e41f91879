// What the pages about accounts ask for: for everybody who has one, and for those who come by the link of a mail.

export const CONFIRM_EMAIL = `mutation ConfirmEmail($input: ConfirmEmailInput!) { confirmEmail(input: $input) { user { id } } }`;
export const RESEND_CONFIRMATION = `mutation ResendConfirmation { resendConfirmation { sent } }`;

/** Signing in for a moment, without a session that stays. */
export const LOG_IN_ONCE = `mutation LogInOnce($input: LogInInput!) { logIn(input: $input) { accessToken } }`;

export const REQUEST_RESET = `mutation RequestPasswordReset($input: RequestPasswordResetInput!) {
  requestPasswordReset(input: $input) { sent }
}`;
export const RESET = `mutation ResetPassword($input: ResetPasswordInput!) { resetPassword(input: $input) { reset } }`;

export const CHANGE_EMAIL = `mutation ChangeEmail($input: ChangeEmailInput!) {
  changeEmail(input: $input) { needsCodeFromOldAddress }
}`;
export const CONFIRM_EMAIL_CHANGE = `mutation ConfirmEmailChange($input: ConfirmEmailChangeInput!) {
  confirmEmailChange(input: $input) { user { email } }
}`;
export const CHANGE_PASSWORD = `mutation ChangePassword($input: ChangePasswordInput!) { changePassword(input: $input) { user { id } } }`;
export const CLOSE = `mutation DeleteAccount($input: DeleteAccountInput!) { deleteAccount(input: $input) { deleted } }`;

export const SESSIONS = `query Sessions { sessions { id device address current startedAt lastUsedAt } }`;
export const END_SESSION = `mutation EndSession($input: EndSessionInput!) { endSession(input: $input) { ended } }`;
export const LOG_OUT_EVERYWHERE = `mutation LogOutEverywhere { logOutEverywhere { ended } }`;
