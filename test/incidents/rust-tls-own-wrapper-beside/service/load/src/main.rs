//! feed-load CLIENTS SECONDS: a backend that answers, CLIENTS that say what they want and then listen,
//! and one client of ordinary size that connects, sends, and leaves, over and over.
use std::io::{self, Read, Write};
use std::net::{TcpListener, TcpStream};
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
    let name = ServerName::try_from("feed.example").expect("a name");
    let session = ClientConnection::new(config.clone(), name).expect("a session");
    Ok(StreamOwned::new(
        session,
        TcpStream::connect("127.0.0.1:7443")?,
    ))
}

fn backend(listener: TcpListener) {
    for mut socket in listener.incoming().flatten() {
        thread::spawn(move || -> io::Result<()> {
            let mut wish = [0; 1024];
            while socket.read(&mut wish)? > 0 {
                socket.write_all(b"noted\n")?;
            }
            Ok(())
        });
    }
}

fn listen(config: &Arc<ClientConfig>) -> io::Result<()> {
    let mut stream = connect(config)?;
    stream.write_all(b"hello\n")?;
    io::copy(&mut stream, &mut io::sink()).map(|_| ())
}

fn short_visit(config: &Arc<ClientConfig>) -> io::Result<()> {
    let mut stream = connect(config)?;
    stream.write_all(&[1; 600])?;
    stream.conn.send_close_notify();
    stream.flush()?;
    stream.sock.shutdown(std::net::Shutdown::Write)?;
    stream.read_to_end(&mut Vec::new()).map(|_| ())
}

fn main() {
    let mut args = std::env::args()
        .skip(1)
        .map(|a| a.parse::<u64>().expect("a number"));
    let (clients, seconds) = (args.next().expect("CLIENTS"), args.next().expect("SECONDS"));
    let listener = TcpListener::bind("127.0.0.1:7080").expect("port 7080");
    thread::spawn(move || backend(listener));
    let verifier = Arc::new(TrustAll);
    let config = ClientConfig::builder()
        .with_safe_defaults()
        .with_custom_certificate_verifier(verifier)
        .with_no_client_auth();
    let config = Arc::new(config);
    for _ in 0..clients {
        let config = config.clone();
        thread::spawn(move || listen(&config));
    }
    thread::spawn(move || loop {
        let _ = short_visit(&config);
        thread::sleep(Duration::from_millis(20));
    });
    thread::sleep(Duration::from_secs(seconds));
}
