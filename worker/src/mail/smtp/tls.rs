//! Whom to trust: the public certificate authorities bundled with the binary, and the hospital's own if it has one.

use std::{path::Path, sync::Arc};

use rustls::{
    ClientConfig, RootCertStore,
    pki_types::{CertificateDer, ServerName, pem::PemObject as _},
};
use tokio_rustls::TlsConnector;

use crate::mail::settings::SettingError;

/// How to encrypt, and whose certificate to expect.
#[derive(Clone)]
pub(super) struct Tls {
    pub connector: TlsConnector,
    pub name: ServerName<'static>,
}

impl Tls {
    pub(super) fn new(host: &str, ca_file: Option<&Path>) -> Result<Self, SettingError> {
        let name = ServerName::try_from(host.to_owned())
            .map_err(|_| SettingError::smtp_url("its host cannot stand in a certificate"))?;
        let mut roots = RootCertStore { roots: webpki_roots::TLS_SERVER_ROOTS.to_vec() };
        if let Some(file) = ca_file {
            add(&mut roots, file)?;
        }
        let provider = Arc::new(rustls::crypto::aws_lc_rs::default_provider());
        let config = ClientConfig::builder_with_provider(provider)
            .with_safe_default_protocol_versions()
            .map_err(|_| SettingError::smtp_url("this build has no TLS"))?
            .with_root_certificates(roots)
            .with_no_client_auth();
        Ok(Self { connector: TlsConnector::from(Arc::new(config)), name })
    }
}

fn add(roots: &mut RootCertStore, file: &Path) -> Result<(), SettingError> {
    let certificates =
        CertificateDer::pem_file_iter(file).map_err(|_| SettingError::ca_file("the file cannot be read"))?;
    let mut any = false;
    for certificate in certificates {
        let certificate =
            certificate.map_err(|_| SettingError::ca_file("the file is not PEM, or cannot be read"))?;
        roots
            .add(certificate)
            .map_err(|_| SettingError::ca_file("a certificate in the file cannot be understood"))?;
        any = true;
    }
    if any { Ok(()) } else { Err(SettingError::ca_file("no certificate is in the file")) }
}
