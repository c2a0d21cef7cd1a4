//! acme-porter: ends TLS for the printers and carries their jobs to the spooler.
mod tls;

use porter_clock::Timed;
use porter_trunk::Trunk;
use std::io;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tracing::{info_span, Instrument};
use tracing_subscriber::{fmt, prelude::*, EnvFilter};

const LISTEN: &str = "127.0.0.1:7443";
const SPOOLER: &str = "127.0.0.1:7080";

#[tracing::instrument(level = "info", skip_all)]
async fn carry(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Unpin,
) -> io::Result<()> {
    let mut buf = [0; 8 * 1024];
    loop {
        let n = from.read(&mut buf).instrument(info_span!("read")).await?;
        if n == 0 {
            return to.shutdown().await;
        }
        to.write_all(&buf[..n]).await?;
        to.flush().await?;
    }
}

async fn job(socket: TcpStream, acceptor: TlsAcceptor) -> io::Result<()> {
    let printer = Timed::new(acceptor.accept(Trunk::new(socket)).await?);
    let (printer_in, printer_out) = tokio::io::split(printer);
    let (spooler_in, spooler_out) = TcpStream::connect(SPOOLER).await?.into_split();
    tokio::try_join!(
        carry(printer_in, spooler_out),
        carry(spooler_in, printer_out)
    )
    .map(|_| ())
}

async fn run(acceptor: TlsAcceptor) -> io::Result<()> {
    let listener = TcpListener::bind(LISTEN).await?;
    loop {
        let (socket, peer) = listener.accept().await?;
        socket.set_nodelay(true)?;
        let job = job(socket, acceptor.clone());
        let logged = async move {
            if let Err(error) = job.await {
                tracing::debug!(%error, "job lost");
            }
        };
        tokio::spawn(logged.instrument(info_span!("printer", %peer)));
    }
}

fn main() -> io::Result<()> {
    tracing_subscriber::registry()
        .with(EnvFilter::new("info,acme_porter=info"))
        .with(fmt::layer().with_writer(io::stderr))
        .init();
    let acceptor = tls::acceptor("certs/cert.pem", "certs/key.pem")?;
    tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .thread_name("porter-worker")
        .enable_all()
        .build()?
        .block_on(run(acceptor))
}
