package dev.deadair.notify;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** Everything this package logs, down to debug, as it would be printed. */
final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
  private final Logger logger = (Logger) LoggerFactory.getLogger("dev.deadair.notify");
  private final List<String> lines = new CopyOnWriteArrayList<>();

  LogLines() {
    logger.setLevel(Level.DEBUG);
    logger.setAdditive(false);
    logger.addAppender(this);
    start();
  }

  List<String> all() {
    return List.copyOf(lines);
  }

  @Override
  protected void append(ILoggingEvent event) {
    var pairs = event.getKeyValuePairs();
    lines.add(
        event.getLevel()
            + " "
            + event.getFormattedMessage()
            + (pairs == null ? "" : " " + pairs)
            + ThrowableProxyUtil.asString(event.getThrowableProxy()));
  }

  @Override
  public void close() {
    logger.detachAppender(this);
    logger.setAdditive(true);
    logger.setLevel(null);
  }
}
