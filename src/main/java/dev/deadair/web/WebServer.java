package dev.deadair.web;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The HTTP server, from the moment it listens. */
public final class WebServer {
  /**
   * How long a connection may go without taking anything from us: half a request, an answer that
   * nobody reads, or nothing at all.
   */
  static final Duration PATIENCE = Duration.ofSeconds(15);

  private static final Duration START_DEADLINE = Duration.ofSeconds(10);

  /** A question about one instance names its site, group and itself, each in 10 kB at most. */
  private static final int INITIAL_LINE_BYTES = 32 * 1024;

  private static final int HEADER_BYTES = 8 * 1024;
  private static final int BODY_BYTES = 64 * 1024;

  private final Vertx vertx;
  private final HttpServer server;
  private final Events events;

  private WebServer(Vertx vertx, HttpServer server, Events events) {
    this.vertx = vertx;
    this.server = server;
    this.events = events;
  }

  /**
   * Listens and serves; returns once it does.
   *
   * @param address port 0 lets the kernel choose
   * @param externalUrl under which people reach us, where that is configured
   * @throws IOException when it cannot listen there
   */
  public static WebServer start(
      InetSocketAddress address,
      Optional<URI> externalUrl,
      Board board,
      Chronicle chronicle,
      Meters meters,
      Intake intake)
      throws IOException {
    return start(address, externalUrl, board, chronicle, meters, intake, PATIENCE);
  }

  static WebServer start(
      InetSocketAddress address,
      Optional<URI> externalUrl,
      Board board,
      Chronicle chronicle,
      Meters meters,
      Intake intake,
      Duration patience)
      throws IOException {
    var vertx = Vertx.vertx(oneLoop());
    var events = new Events(vertx, board);
    var router = Router.router(vertx);
    var routes = new Routes(bounded(router), externalUrl);
    BoardFiles.mount(routes);
    new Api(board).mount(routes);
    new StatusPage(board, meters::tickAge).mount(routes);
    new PastApi(board, chronicle).mount(routes);
    new MaintenanceApi(board, intake).mount(routes);
    new BaselineApi(board, intake).mount(routes);
    new DrillApi(board, intake).mount(routes);
    new Webhooks(board, intake).mount(routes);
    events.mount(routes);
    new Exposition(board, meters).mount(routes);
    refuseTheRest(router, routes);
    var server =
        vertx
            .createHttpServer(limits(address, patience))
            .connectionHandler(new Connections()::opened)
            .requestHandler(
                request -> {
                  Answers.secure(request.response());
                  router.handle(request);
                });
    try {
      await(server.listen(), START_DEADLINE);
    } catch (IOException e) {
      vertx.close();
      throw new IOException("cannot listen on " + address + ": " + e.getMessage(), e);
    }
    return new WebServer(vertx, server, events);
  }

  /** The port it listens on. */
  public int port() {
    return server.actualPort();
  }

  /**
   * Ends the streams, lets answers under way end and closes everything.
   *
   * @throws IOException when that took longer than {@code deadline}; it is given up then
   */
  public void stop(Duration deadline) throws IOException {
    vertx.runOnContext(_ -> events.end());
    try {
      await(server.shutdown(deadline.toMillis(), TimeUnit.MILLISECONDS), deadline);
    } finally {
      await(vertx.close(), deadline);
    }
  }

  private static Router bounded(Router router) {
    router
        .route()
        .handler(BodyHandler.create(false).setBodyLimit(BODY_BYTES))
        .failureHandler(Answers::failure);
    return router;
  }

  private static void refuseTheRest(Router router, Routes routes) {
    router.errorHandler(404, context -> Answers.error(context, 404, "nothing is found here"));
    router.errorHandler(
        405,
        context -> {
          var allowed = routes.allowed(context.normalizedPath());
          context.response().putHeader("Allow", allowed);
          Answers.error(context, 405, "only " + allowed + " are answered here");
        });
  }

  private static HttpServerOptions limits(InetSocketAddress address, Duration patience) {
    return new HttpServerOptions()
        .setHost(address.getHostString())
        .setPort(address.getPort())
        .setMaxInitialLineLength(INITIAL_LINE_BYTES)
        .setMaxHeaderSize(HEADER_BYTES)
        // Of writes, so that it cannot be drawn out by sending a byte now and then.
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setWriteIdleTimeout(Math.toIntExact(patience.toMillis()))
        // With it a connection is only known to us once its first bytes have come.
        .setHttp2ClearTextEnabled(false)
        .setCompressionSupported(true)
        .setCompressionContentSizeThreshold(1024);
  }

  private static VertxOptions oneLoop() {
    return new VertxOptions()
        .setEventLoopPoolSize(1)
        .setWorkerPoolSize(1)
        .setInternalBlockingPoolSize(1)
        .setFileSystemOptions(
            new FileSystemOptions()
                .setFileCachingEnabled(false)
                .setClassPathResolvingEnabled(false));
  }

  private static <T> T await(Future<T> future, Duration deadline) throws IOException {
    try {
      return future
          .toCompletionStage()
          .toCompletableFuture()
          .get(deadline.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      var cause = e.getCause() == null ? e : e.getCause();
      throw new IOException(cause.getMessage(), cause);
    } catch (TimeoutException e) {
      throw new IOException("not done within " + deadline, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }
}
