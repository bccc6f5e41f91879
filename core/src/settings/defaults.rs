//! The groups as they are when nothing is set: what their attributes say, whatever the environment has.

use super::{
    DatabaseSettings, DoorSettings, HashSettings, Keep, LimitSettings, MailSettings, ModelSettings,
    SessionSettings, Settings, WorkerSettings,
};
use clap::{Args, Command, builder::Resettable};

fn unset<G: Args>() -> G {
    let command = G::augment_args(Command::new("defaults")).mut_args(|arg| arg.env(Resettable::Reset));
    let matches = command.try_get_matches_from(["defaults"]);
    matches
        .and_then(|matches| G::from_arg_matches(&matches))
        .expect("each setting's default is a value of it")
}

macro_rules! defaults {
    ($($group:ty),* $(,)?) => {$(
        impl Default for $group {
            fn default() -> Self {
                unset()
            }
        }
    )*};
}

defaults!(
    DatabaseSettings,
    DoorSettings,
    HashSettings,
    Keep,
    LimitSettings,
    MailSettings,
    ModelSettings,
    SessionSettings,
    Settings,
    WorkerSettings,
);
