//! From settings to what extracts steps from notes.

use crate::Failure;
use aftercare_core::settings::{ExtractorChoice, Settings};
use aftercare_worker::extraction::{
    Extractor,
    model::{ModelClient, ModelSettings},
};

/// Who the settings say reads notes. Nothing is sent yet.
pub fn extractor(settings: &Settings) -> Result<Extractor, Failure> {
    build(settings, model(settings)?)
}

/// The same for a run that ends: nobody waits there for an outage to pass, so each note is asked for again.
pub fn for_one_run(settings: &Settings) -> Result<Extractor, Failure> {
    build(settings, ModelSettings { outage_after: u32::MAX, ..model(settings)? })
}

/// What is wrong with the settings about models, whichever command runs.
pub fn check(settings: &Settings) -> Result<(), Failure> {
    model(settings).map(|_| ())
}

/// The model that the settings name, whoever reads notes.
pub fn client(settings: &Settings) -> Result<ModelClient, Failure> {
    connect(model(settings)?)
}

/// Whether the settings say that a model reads notes.
pub fn is_model(settings: &Settings) -> bool {
    match settings.model.extractor {
        ExtractorChoice::Rules => false,
        ExtractorChoice::Model => true,
        ExtractorChoice::Auto => settings.model.key.is_some(),
    }
}

fn build(settings: &Settings, model: ModelSettings) -> Result<Extractor, Failure> {
    if is_model(settings) { connect(model).map(Extractor::Model) } else { Ok(Extractor::Rules) }
}

fn connect(model: ModelSettings) -> Result<ModelClient, Failure> {
    ModelClient::new(model).map_err(|error| Failure::Setting(error.to_string()))
}

fn model(settings: &Settings) -> Result<ModelSettings, Failure> {
    ModelSettings::of(&settings.model).map_err(Failure::Setting)
}
