//! What mails about accounts say in English.

use super::{Said, Words};

pub(super) const WORDS: Words = Words {
    code: "en",
    hello: "Hello,",
    or_open: "Or open this address:",
    footer: "This mail was sent by Aftercare. Please do not reply to it.",
    footer_with_replies: "This mail was sent by Aftercare.",
    confirm: Said {
        subject: "Confirm your e-mail address",
        happened: &[
            "An account at Aftercare was created with this e-mail address. If that was you, confirm the address.",
        ],
        code: "Sign in to Aftercare and enter this code:",
        link: "Confirm the address",
        otherwise: &[
            "The code works for 24 hours. Until the address is confirmed, nothing else is sent to it.",
            "If it was not you, do nothing, and do not give the code to anybody. The account cannot be confirmed without it.",
        ],
    },
    has_account: Said {
        subject: "You already have an account",
        happened: &[
            "Somebody, perhaps you, tried to create an account at Aftercare with this e-mail address. You already have one.",
            "Sign in with this address and your password. If you have forgotten the password, ask for a new one.",
        ],
        code: "",
        link: "Choose a new password",
        otherwise: &["If it was not you, do nothing. Your account and its password are as they were."],
    },
    reset: Said {
        subject: "Choose a new password",
        happened: &["Somebody asked for a new password for your account at Aftercare."],
        code: "If that was you, enter this code:",
        link: "Choose a new password",
        otherwise: &[
            "The code works once, for 30 minutes. A new password signs you out everywhere.",
            "If it was not you, do nothing, and do not give the code to anybody. Your password is as it was.",
        ],
    },
    leave: Said {
        subject: "A change of your e-mail address was requested",
        happened: &[
            "Somebody who is signed in to your account at Aftercare wants to change its e-mail address.",
        ],
        code: "If that was you, enter this code and the one in the mail to the new address:",
        link: "",
        otherwise: &[
            "The code works for 24 hours. Without both codes the account keeps this address.",
            "If it was not you, do not give the code to anybody, and change your password at once: somebody else knows it.",
        ],
    },
    arrive: Said {
        subject: "Confirm your new e-mail address",
        happened: &["Somebody wants to use this e-mail address for their account at Aftercare."],
        code: "If that was you, sign in to that account and enter this code:",
        link: "",
        otherwise: &[
            "The code works for 24 hours.",
            "If it was not you, do nothing, and do not give the code to anybody. Nothing else is sent to this address.",
        ],
    },
    taken: Said {
        subject: "This e-mail address already has an account",
        happened: &[
            "Somebody, perhaps you, wanted to use this e-mail address for another account at Aftercare. It already has an account, so that is not possible.",
            "Sign in with this address, or choose another address for the other account.",
        ],
        code: "",
        link: "",
        otherwise: &["If it was not you, do nothing. Your account is as it was."],
    },
    password_changed: Said {
        subject: "Your password was changed",
        happened: &[
            "The password of your account at Aftercare was changed, and other devices were signed out.",
        ],
        code: "",
        link: "Choose a new password",
        otherwise: &[
            "If that was you, there is nothing to do.",
            "If it was not you, choose a new password at once, and tell your hospital.",
        ],
    },
    approved: Said {
        subject: "Your account was approved",
        happened: &[
            "The hospital has approved your account as a doctor. Patients can now select you, and you can write notes for those who do.",
        ],
        code: "",
        link: "",
        otherwise: &["If you did not ask for this, tell the hospital."],
    },
    refused: Said {
        subject: "Your account was not approved",
        happened: &[
            "The hospital has not approved your account as a doctor. You can sign in, but patients cannot select you.",
        ],
        code: "",
        link: "",
        otherwise: &["If you think that this is a mistake, ask the hospital."],
    },
};
