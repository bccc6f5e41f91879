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
    /// Print the operations of the built-in pages, as AFTERCARE_OPERATIONS reads them, instead of the GraphQL schema
    #[arg(long, conflicts_with = "er_diagram")]
    page_operations: bool,
}

/// Runs the command.
pub async fn run(args: &SchemaArgs) -> Result<(), Failure> {
    if args.er_diagram {
        print!("{}", er::diagram().await?);
    } else if args.page_operations {
        print!("{}", aftercare_api::pages::operations());
    } else {
        print!("{}", aftercare_api::schema::sdl());
    }
    Ok(())
}
