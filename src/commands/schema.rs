//! `aftercare schema`: what is generated from the code, for the repository and for code generators.

mod er;

use crate::Failure;
use clap::Args;

/// What to print.
#[derive(Args, Debug)]
pub struct SchemaArgs {
    /// Print the ER diagram of the migrated database (Mermaid) instead of the GraphQL schema
    #[arg(long)]
    er_diagram: bool,
}

/// Runs the command.
pub async fn run(args: &SchemaArgs) -> Result<(), Failure> {
    if args.er_diagram {
        print!("{}", er::diagram().await?);
    } else {
        print!("{}", aftercare_api::schema::sdl());
    }
    Ok(())
}
