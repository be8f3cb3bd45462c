package dev.deadair.config;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/** Reads addresses of our own machine and of name servers, of which none is to be looked up. */
final class Addresses {
  private static final int HIGHEST_PORT = 65_535;

  private static final Pattern TO_LISTEN_ON =
      Pattern.compile("(?<host>|[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+]):(?<port>[0-9]{1,5})");

  private static final Pattern NAME_SERVER =
      Pattern.compile("(?<host>[0-9.]+|\\[[0-9A-Fa-f:.]+])(:(?<port>[0-9]{1,5}))?");

  private static final String NO_NAME_SERVER =
      "is no address of a name server; use \"10.0.0.53\" or \"10.0.0.53:53\"";

  private Addresses() {}

  static InetSocketAddress toListenOn(String text) {
    var address = TO_LISTEN_ON.matcher(text);
    if (!address.matches()) {
      throw new IllegalArgumentException(
          "is no address to listen on; use host:port, or :port for every interface");
    }
    var port = Integer.parseInt(address.group("port"));
    if (port > HIGHEST_PORT) {
      throw new IllegalArgumentException("has no valid port; use one up to 65535");
    }
    var host = address.group("host");
    return InetSocketAddress.createUnresolved(host.isEmpty() ? "0.0.0.0" : host, port);
  }

  /** No name: somebody would have to look that up. */
  static InetSocketAddress ofNameServer(String text) {
    var server = NAME_SERVER.matcher(text);
    var port = server.matches() && server.group("port") != null ? server.group("port") : "53";
    if (!server.matches() || Integer.parseInt(port) > HIGHEST_PORT) {
      throw new IllegalArgumentException(NO_NAME_SERVER);
    }
    try {
      var address = InetAddress.ofLiteral(server.group("host").replaceAll("^\\[|]$", ""));
      return InetSocketAddress.createUnresolved(address.getHostAddress(), Integer.parseInt(port));
    } catch (IllegalArgumentException name) {
      throw new IllegalArgumentException(NO_NAME_SERVER, name);
    }
  }
}
