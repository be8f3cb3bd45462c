package dev.deadair.config;

import dev.deadair.config.Connection.Credentials;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what a connection needs beyond its address. */
final class ConnectionReader {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");

  /** Headers that have a key of their own, or that HTTP sets itself. */
  private static final Map<String, String> RESERVED =
      Map.of(
          "authorization", "use auth { … }",
          "proxy-authorization", "leave it out",
          "accept-encoding", "use compression",
          "connection", "leave it out",
          "content-length", "leave it out",
          "transfer-encoding", "leave it out",
          "host", "leave it out");

  private ConnectionReader() {}

  /** To an instance, or what a group or site hands down to it: a key written here replaces all. */
  static Connection toInstance(Node node, Connection inherited) {
    var connection = toReceiver(node, inherited);
    return new Connection(
        connection.credentials(),
        connection.tls(),
        connection.proxy(),
        node.node("headers").map(ConnectionReader::headers).orElse(inherited.headers()),
        node.get("compression").flatMap(ConnectionReader::gzip).orElse(inherited.gzip()));
  }

  static Connection toReceiver(Node node) {
    return toReceiver(node, Connection.PLAIN);
  }

  private static Connection toReceiver(Node node, Connection inherited) {
    var proxy = node.get("proxy-url").flatMap(ConnectionReader::proxy).or(inherited::proxy);
    var auth = node.node("auth");
    if (auth.isEmpty()) {
      return new Connection(
          inherited.credentials(), inherited.tls(), proxy, inherited.headers(), inherited.gzip());
    }
    var credentials = credentials(auth.get());
    var tls = auth.get().node("tls").map(TlsReader::read);
    auth.get().done();
    return new Connection(credentials, tls, proxy, inherited.headers(), inherited.gzip());
  }

  private static Optional<Credentials> credentials(Node auth) {
    var basic = auth.node("basic");
    var bearer =
        auth.has("bearer-file") || auth.has("bearer")
            ? SecretReader.required(auth, "bearer")
            : Optional.<Secret>empty();
    if (basic.isPresent() && bearer.isPresent()) {
      auth.wrong("has both basic and bearer-file; use one of them");
    }
    return basic.flatMap(ConnectionReader::basic).or(() -> bearer.map(Credentials.Bearer::new));
  }

  private static Optional<Credentials> basic(Node basic) {
    var user = basic.require("username", "deadair").flatMap(Value::text);
    var password = SecretReader.required(basic, "password");
    basic.done();
    return user.flatMap(name -> password.map(secret -> new Credentials.Basic(name, secret)));
  }

  private static Optional<URI> proxy(Value value) {
    return value.parsed(
        "a URL such as \"http://proxy:3128\"",
        text -> {
          var url = Urls.base(text);
          if (!"http".equalsIgnoreCase(url.getScheme()) || !url.getRawPath().isEmpty()) {
            throw new IllegalArgumentException("is no HTTP proxy; use http://host:port");
          }
          return url;
        });
  }

  private static Optional<Boolean> gzip(Value value) {
    return value.parsed(
        "identity or gzip",
        text ->
            switch (text) {
              case "gzip" -> true;
              case "identity" -> false;
              default -> throw new IllegalArgumentException("is unknown; use identity or gzip");
            });
  }

  private static Map<String, String> headers(Node node) {
    var headers = new TreeMap<String, String>();
    for (var name : node.keys()) {
      var reserved = RESERVED.get(name.toLowerCase(Locale.ROOT));
      if (reserved != null) {
        node.wrongKey(name, "cannot be set; " + reserved);
      } else if (!HEADER.matcher(name).matches()) {
        node.wrongKey(name, "is no name of a header; use letters, digits and hyphens");
      } else {
        node.get(name).flatMap(ConnectionReader::header).ifPresent(text -> headers.put(name, text));
      }
    }
    return headers;
  }

  private static Optional<String> header(Value value) {
    return switch (value.type()) {
      case TEXT, NUMBER, TRUTH -> {
        var text = value.text();
        var fits = text.filter(each -> each.chars().allMatch(c -> c >= ' ' && c < 0x7f));
        if (fits.isEmpty()) {
          value.wrongUnseen("has characters that no header can have; use printable ASCII");
        }
        yield fits;
      }
      case OBJECT, LIST, NULL, UNRESOLVED -> value.text();
    };
  }
}
