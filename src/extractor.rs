//! From settings to what extracts steps from notes.

use crate::Failure;
use aftercare_core::settings::{self, ExtractorChoice, Settings};
use aftercare_worker::extraction::{
    Extractor,
    model::{AnswerForm, ModelClient, ModelSettings, PromptLength, Provider},
};
use secrecy::SecretString;
use std::time::Duration;

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
    let set = settings.model.clone();
    let provider = Provider::named(&set.provider).ok_or_else(|| {
        let names: Vec<_> = Provider::all().map(Provider::name).collect();
        Failure::Setting(format!(
            "AFTERCARE_MODEL_PROVIDER: {} is not one of {}",
            set.provider.escape_debug(),
            names.join(", ")
        ))
    })?;
    let key = set.key.unwrap_or_else(|| SecretString::from(""));
    Ok(ModelSettings {
        base_url: set.url,
        version: set.gemini_version,
        model: set.name,
        project: set.vertex_project.unwrap_or_default(),
        location: set.vertex_location.unwrap_or_default(),
        key_file: set.key_file,
        allow_plain_http: set.allow_http,
        connect_timeout: Duration::from_secs(set.connect_timeout),
        total_timeout: Duration::from_secs(set.timeout),
        max_output_tokens: set.max_output_tokens,
        context_tokens: set.context_tokens,
        answer_form: match set.answer_form {
            settings::AnswerForm::JsonSchema => AnswerForm::JsonSchema,
            settings::AnswerForm::JsonObject => AnswerForm::JsonObject,
        },
        prompt: match set.prompt {
            settings::PromptLength::Full => PromptLength::Full,
            settings::PromptLength::Short => PromptLength::Short,
        },
        requests_per_minute: set.rate,
        parallel_requests: set.parallel.and_then(|parallel| usize::try_from(parallel).ok()),
        ..ModelSettings::new(provider, key)
    })
}
