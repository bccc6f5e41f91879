//! `aftercare settings`: every setting with its default, as the program itself reads it, for the repository and for operators.

mod env_file;
mod markdown;
mod row;
mod text;

use clap::Args;

/// What to print.
#[derive(Args, Debug)]
pub struct SettingsArgs {
    /// Print docs/configuration.md, a table for each group, instead of .env.example
    #[arg(long)]
    markdown: bool,
}

/// Runs the command. No setting's own value is looked at.
pub fn run(args: &SettingsArgs) {
    let groups = row::groups();
    print!("{}", if args.markdown { markdown::of(&groups) } else { env_file::of(&groups) });
}
