package dev.deadair.web;

import static java.util.Objects.requireNonNull;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The files of the board, read from the jar once: no path of a request ever reaches a disk. */
final class BoardFiles {
  static final List<String> NAMES =
      List.of(
          "index.html",
          "api.js",
          "board.css",
          "board.js",
          "chart.js",
          "clock.js",
          "dom.js",
          "findings.js",
          "fleet.js",
          "incident-card.js",
          "notes.js",
          "page-board.js",
          "page-incident.js",
          "page-incidents.js",
          "page-instance.js",
          "page-site.js",
          "pages.css",
          "past.js",
          "replicas.js",
          "site-card.js",
          "site-tile.js",
          "stream.js",
          "strips.js",
          "timeline.js",
          "why-panel.js",
          "words.js",
          "icon-absent.svg",
          "icon-producing.svg",
          "icon-stalled.svg",
          "icon-unknown.svg");

  /** The one library, as its webjar holds it. */
  static final List<String> LIBRARY = List.of("uPlot.iife.min.js", "uPlot.min.css");

  private static final String WEBJAR = "/META-INF/resources/webjars/uplot/1.6.30/dist/";

  private BoardFiles() {}

  /** Serves every file by its name, and the page itself as the root. */
  static void mount(Routes routes) {
    for (var name : NAMES) {
      var file = File.read("/board/" + name);
      routes.get(name.equals("index.html") ? "/" : "/" + name, file::answer);
    }
    for (var name : LIBRARY) {
      routes.get("/" + name, File.read(WEBJAR + name)::answer);
    }
  }

  /**
   * One file.
   *
   * @param tag changes with the content, so that a browser asks and is told when nothing has
   */
  private record File(Buffer content, String type, String tag) {

    static File read(String path) {
      try (var in = requireNonNull(BoardFiles.class.getResourceAsStream(path), path)) {
        var bytes = in.readAllBytes();
        return new File(Buffer.buffer(bytes), type(path), "\"" + sha256(bytes) + "\"");
      } catch (IOException e) {
        throw new UncheckedIOException(path, e);
      }
    }

    void answer(RoutingContext context) {
      var response =
          context
              .response()
              .putHeader("Content-Type", type)
              .putHeader("Cache-Control", "no-cache")
              .putHeader("ETag", tag);
      if (tag.equals(context.request().getHeader("If-None-Match"))) {
        response.setStatusCode(304).end();
      } else {
        response.end(content);
      }
    }

    private static String type(String name) {
      var extension = name.substring(name.lastIndexOf('.') + 1);
      return switch (extension) {
        case "html" -> "text/html; charset=utf-8";
        case "css" -> "text/css; charset=utf-8";
        case "js" -> "text/javascript; charset=utf-8";
        case "svg" -> "image/svg+xml";
        default -> throw new IllegalArgumentException("no type for " + name);
      };
    }

    private static String sha256(byte[] bytes) {
      try {
        var digest = MessageDigest.getInstance("SHA-256").digest(bytes);
        return HexFormat.of().formatHex(digest, 0, 16);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }
}
