package dev.deadair.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import ch.qos.logback.classic.AsyncAppender;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.encoder.Encoder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How log lines look on stderr. The names are the values of the flag. */
@SuppressWarnings("java:S115") // as the flag has them
enum LogFormat {
  logfmt {
    @Override
    Encoder<ILoggingEvent> encoder(LoggerContext context) {
      var encoder = new PatternLayoutEncoder();
      encoder.setContext(context);
      encoder.setCharset(UTF_8);
      encoder.setPattern(
          "ts=%d{yyyy-MM-dd'T'HH:mm:ss.SSS'Z',UTC} level=%level component=%logger{0}"
              + " %replace(%msg %kvp{DOUBLE}){' $', ''}%n");
      return encoder;
    }
  },
  json {
    @Override
    Encoder<ILoggingEvent> encoder(LoggerContext context) {
      var encoder = new JsonEncoder();
      encoder.setContext(context);
      return encoder;
    }
  };

  abstract Encoder<ILoggingEvent> encoder(LoggerContext context);

  /** So many lines wait for whoever takes them; more are left out. */
  private static final int MOST_WAITING = 4096;

  private static final int FLUSH_MILLIS = 1000;

  /**
   * From now on everything of {@code level} and above is logged in this format, by a thread of its
   * own: a pipe that nobody reads or a disk that hangs must not stop a turn.
   */
  void apply(Level level) {
    apply(level, (LoggerContext) LoggerFactory.getILoggerFactory());
  }

  void apply(Level level, LoggerContext context) {
    context.reset();
    var encoder = encoder(context);
    encoder.start();
    var appender = new ConsoleAppender<ILoggingEvent>();
    appender.setContext(context);
    appender.setTarget("System.err");
    appender.setEncoder(encoder);
    appender.start();
    var aside = new AsyncAppender();
    aside.setContext(context);
    aside.setQueueSize(MOST_WAITING);
    aside.setDiscardingThreshold(0);
    aside.setNeverBlock(true);
    aside.setMaxFlushTime(FLUSH_MILLIS);
    aside.addAppender(appender);
    aside.start();
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    root.setLevel(Level.WARN);
    root.addAppender(aside);
    context.getLogger("dev.deadair").setLevel(level);
  }

  /** Writes what waits, as long as somebody takes it, and logs nothing more. */
  static void flush() {
    ((LoggerContext) LoggerFactory.getILoggerFactory()).stop();
  }
}
