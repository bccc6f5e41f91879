//! What the settings say, before anything is asked.

use super::Found;
use crate::{
    Failure,
    commands::doctor::{finding::Finding, site::Site},
    commands::serve,
    extractor, process,
};
use aftercare_core::{
    settings::{Environment, descriptors, production},
    telemetry,
};

/// Whether they can be read, do not contradict each other, and are as secure as their environment asks for.
pub async fn consistent(site: &Site) -> Found {
    let settings = &site.settings;
    let said = |failure: Result<(), Failure>| match failure {
        Err(Failure::Setting(why)) => Some(why),
        Err(Failure::Other(error)) => Some(error.to_string()),
        Ok(()) => None,
    };
    let operations = settings.server.operations.as_deref().map(|path| serve::operations(path).map(drop));
    let mut wrong: Vec<String> = site.unread.iter().cloned().collect();
    wrong.extend(settings.check().err());
    wrong.extend(telemetry::check(&settings.server.log).err());
    wrong.extend(said(extractor::check(settings)));
    wrong.extend(operations.and_then(said));
    // Those about files have a line of their own.
    let files = production::open_files(settings);
    wrong.extend(production::refusals(settings).into_iter().filter(|refusal| !files.contains(refusal)));
    if wrong.is_empty() {
        let name = match settings.env {
            Environment::Development => "development",
            Environment::Production => "production",
        };
        return Ok(Finding::ok(format!("can be read, for {name}")));
    }
    Ok(Finding::failed(wrong.join("; "))
        .naming_what_it_says()
        .advising("no process starts before this is changed"))
}

/// Whether as many connections as are set fit into the files that a process may have open.
pub async fn descriptors(site: &Site) -> Found {
    let allowed = process::raise_file_limit();
    match descriptors::connections(&site.settings, allowed) {
        Ok(connections) => {
            Ok(Finding::ok(format!("{allowed} allowed in this session, room for {connections} connections")))
        }
        Err(why) => Ok(Finding::failed(why)
            .naming_what_it_says()
            .advising("raise the limit (ulimit -n, LimitNOFILE=), or set fewer connections")),
    }
}
