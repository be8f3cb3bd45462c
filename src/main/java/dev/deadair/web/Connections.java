package dev.deadair.web;

import io.vertx.core.http.HttpConnection;

/** The open connections, bounded in number. Lives on the server's event loop alone. */
final class Connections {

  /** Open at once; one more is closed unheard. */
  static final int MOST = 256;

  private int open;

  void opened(HttpConnection connection) {
    if (open >= MOST) {
      connection.close();
      return;
    }
    open++;
    connection.closeHandler(_ -> open--);
  }
}
