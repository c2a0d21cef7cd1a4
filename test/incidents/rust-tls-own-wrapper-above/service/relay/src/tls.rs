//! The acceptor, from a certificate chain and a key in PEM.
use std::fs::File;
use std::io::{self, BufReader};
use std::sync::Arc;
use tokio_rustls::rustls::{Certificate, PrivateKey, ServerConfig};
use tokio_rustls::TlsAcceptor;

pub fn acceptor(chain: &str, key: &str) -> io::Result<TlsAcceptor> {
    let chain = rustls_pemfile::certs(&mut BufReader::new(File::open(chain)?))?;
    let mut keys = rustls_pemfile::pkcs8_private_keys(&mut BufReader::new(File::open(key)?))?;
    let key = keys.pop().ok_or(io::ErrorKind::InvalidData)?;
    let config = ServerConfig::builder()
        .with_safe_defaults()
        .with_no_client_auth()
        .with_single_cert(
            chain.into_iter().map(Certificate).collect(),
            PrivateKey(key),
        )
        .map_err(|e| io::Error::new(io::ErrorKind::InvalidData, e))?;
    Ok(Arc::new(config).into())
}
