package dev.deadair.probe;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLServerSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Certificates of an authority of our own, and the files that hold them. */
final class Certificates {

  private static final HeldCertificate AUTHORITY =
      new HeldCertificate.Builder().certificateAuthority(0).build();

  private Certificates() {}

  static HeldCertificate forServer(String... names) {
    var builder = new HeldCertificate.Builder().signedBy(AUTHORITY);
    for (var name : names) {
      builder.addSubjectAlternativeName(name);
    }
    return builder.build();
  }

  static HeldCertificate forClient() {
    return new HeldCertificate.Builder().signedBy(AUTHORITY).commonName("deadair").build();
  }

  static HeldCertificate expired() {
    var yesterday = Instant.now().minus(Duration.ofDays(1)).toEpochMilli();
    return new HeldCertificate.Builder()
        .signedBy(AUTHORITY)
        .commonName("deadair")
        .validityInterval(yesterday - 60_000, yesterday)
        .build();
  }

  /** A server under these names. */
  static Server server(String... names) {
    return new Server(
        new HandshakeCertificates.Builder()
            .heldCertificate(forServer(names))
            .addTrustedCertificate(AUTHORITY.certificate())
            .build()
            .sslContext()
            .getServerSocketFactory());
  }

  /** One that trusts the authority. */
  static Tls trusting(Path directory) throws IOException {
    return new Tls(Optional.of(authority(directory)), Optional.empty(), Optional.empty());
  }

  /** One that trusts the authority, and shows a certificate. */
  static Tls showing(HeldCertificate own, Path directory) throws IOException {
    return new Tls(
        Optional.of(authority(directory)),
        Optional.of(
            new Tls.Identity(
                Files.writeString(directory.resolve("client.pem"), own.certificatePem()),
                Files.writeString(directory.resolve("client.key"), own.privateKeyPkcs8Pem()))),
        Optional.empty());
  }

  static Path authority(Path directory) throws IOException {
    return Files.writeString(directory.resolve("ca.pem"), AUTHORITY.certificatePem());
  }

  /** Its sockets, for everybody or for who shows a certificate of the authority. */
  record Server(ServerSocketFactory sockets) {

    ServerSocketFactory choosy() {
      return new ServerSocketFactory() {
        @Override
        public ServerSocket createServerSocket(int port, int backlog, InetAddress address)
            throws IOException {
          var socket = (SSLServerSocket) sockets.createServerSocket(port, backlog, address);
          socket.setNeedClientAuth(true);
          return socket;
        }

        @Override
        public ServerSocket createServerSocket(int port, int backlog) throws IOException {
          return createServerSocket(port, backlog, InetAddress.getLoopbackAddress());
        }

        @Override
        public ServerSocket createServerSocket(int port) throws IOException {
          return createServerSocket(port, 0);
        }
      };
    }
  }
}
