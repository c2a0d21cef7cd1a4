//! broker-load CLIENTS SECONDS: CLIENTS workers that give their name and then wait for jobs.
use std::io::{self, Write};
use std::net::TcpStream;
use std::sync::Arc;
use std::thread;
use std::time::{Duration, SystemTime};
use tokio_rustls::rustls::client::{ServerCertVerified, ServerCertVerifier};
use tokio_rustls::rustls::{
    Certificate, ClientConfig, ClientConnection, Error, ServerName, StreamOwned,
};

struct TrustAll;

impl ServerCertVerifier for TrustAll {
    fn verify_server_cert(
        &self,
        _: &Certificate,
        _: &[Certificate],
        _: &ServerName,
        _: &mut dyn Iterator<Item = &[u8]>,
        _: &[u8],
        _: SystemTime,
    ) -> Result<ServerCertVerified, Error> {
        Ok(ServerCertVerified::assertion())
    }
}

fn connect(config: &Arc<ClientConfig>) -> io::Result<StreamOwned<ClientConnection, TcpStream>> {
    let name = ServerName::try_from("broker.example").expect("a name");
    let session = ClientConnection::new(config.clone(), name).expect("a session");
    Ok(StreamOwned::new(
        session,
        TcpStream::connect("127.0.0.1:7443")?,
    ))
}

fn wait_for_jobs(config: &Arc<ClientConfig>, i: u64) -> io::Result<()> {
    let mut stream = connect(config)?;
    writeln!(stream, "worker-{i}")?;
    io::copy(&mut stream, &mut io::sink()).map(|_| ())
}

fn main() {
    let mut args = std::env::args()
        .skip(1)
        .map(|a| a.parse::<u64>().expect("a number"));
    let (clients, seconds) = (args.next().expect("CLIENTS"), args.next().expect("SECONDS"));
    let verifier = Arc::new(TrustAll);
    let config = ClientConfig::builder()
        .with_safe_defaults()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    let config = Arc::new(config);
    for i in 0..clients {
        let config = config.clone();
        thread::spawn(move || wait_for_jobs(&config, i));
    }
    thread::sleep(Duration::from_secs(seconds));
}
