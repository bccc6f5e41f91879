//! From settings to who reads notes.

use crate::Failure;
use aftercare_core::settings::{ExtractorChoice, ModelProvider, Settings};
use aftercare_worker::extraction::{
    Extractor,
    model::{ModelClient, ModelSettings, Provider},
};
use secrecy::SecretString;
use std::time::Duration;

/// Who the settings say reads notes. Nothing is sent yet.
pub fn extractor(settings: &Settings) -> Result<Extractor, Failure> {
    build(settings, model(settings))
}

/// The same for a run that ends: nobody waits there for an outage to pass, so each note is asked for anew.
pub fn for_one_run(settings: &Settings) -> Result<Extractor, Failure> {
    build(settings, ModelSettings { outage_after: u32::MAX, ..model(settings) })
}

fn build(settings: &Settings, model: ModelSettings) -> Result<Extractor, Failure> {
    let wants_model = match settings.extractor {
        ExtractorChoice::Rules => false,
        ExtractorChoice::Gemini => true,
        ExtractorChoice::Auto => settings.gemini_api_key.is_some(),
    };
    if !wants_model {
        return Ok(Extractor::Rules);
    }
    let client = ModelClient::new(model).map_err(|error| Failure::Setting(error.to_string()))?;
    Ok(Extractor::Model(client))
}

fn model(settings: &Settings) -> ModelSettings {
    let provider = match settings.model_provider {
        ModelProvider::Gemini => Provider::Gemini,
        ModelProvider::Vertex => Provider::Vertex {
            project: settings.vertex_project.clone().unwrap_or_default(),
            location: settings.vertex_location.clone().unwrap_or_default(),
        },
        ModelProvider::Openai => Provider::OpenAi,
    };
    let key = settings.gemini_api_key.clone().unwrap_or_else(|| SecretString::from(""));
    ModelSettings {
        base_url: settings.gemini_base_url.clone(),
        version: settings.gemini_version.clone(),
        model: settings.gemini_model.clone(),
        key_file: settings.gemini_api_key_file.clone(),
        allow_plain_http: settings.model_allow_http,
        connect_timeout: Duration::from_secs(settings.model_connect_timeout),
        total_timeout: Duration::from_secs(settings.model_timeout),
        requests_per_minute: settings.model_rate,
        parallel_requests: usize::try_from(settings.model_parallel).unwrap_or(4),
        ..ModelSettings::new(provider, key)
    }
}
