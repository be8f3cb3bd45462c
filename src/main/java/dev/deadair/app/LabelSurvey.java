package dev.deadair.app;

import dev.deadair.config.Connection;
import dev.deadair.config.Settings;
import dev.deadair.lint.ExternalLabels;
import dev.deadair.liveness.Inventory.ExpectedInstance;
import dev.deadair.notify.Access;
import dev.deadair.notify.Inquiry;
import dev.deadair.notify.Inquiry.Reply;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Asks servers for the external labels with which they run. */
public final class LabelSurvey {

  private LabelSurvey() {}

  /** What one instance of an inventory says. */
  public record Finding(ExpectedInstance instance, ExternalLabels.Result result) {}

  /** Asks every instance of {@code settings} at once, and waits for answers or deadlines. */
  public static List<Finding> ask(Settings settings) throws InterruptedException {
    var rotation = new Rotation();
    var questions = new ArrayList<Callable<Finding>>();
    for (var site : settings.inventory().sites()) {
      for (var group : site.groups()) {
        for (var instance : group.instances()) {
          var connection = settings.connections().getOrDefault(instance.id(), Connection.PLAIN);
          var inquiry = new Inquiry(Wiring.access(connection, rotation));
          // One that is known by its heartbeat alone cannot be asked.
          instance
              .url()
              .ifPresent(url -> questions.add(() -> new Finding(instance, labels(inquiry, url))));
        }
      }
    }
    var findings = new ArrayList<Finding>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var answer : threads.invokeAll(questions)) {
        findings.add(answer.get());
      }
    } catch (ExecutionException e) {
      throw new IllegalStateException("a survey of labels failed", e.getCause());
    }
    return List.copyOf(findings);
  }

  /** The labels of the server at {@code url}, which lets everybody in. */
  public static ExternalLabels.Result ask(URI url) {
    return labels(new Inquiry(Access.OPEN), url);
  }

  /** Its answer to {@code path}, where it is a success. */
  public static Reply ask(URI url, String path) {
    return new Inquiry(Access.OPEN).ask(url, path);
  }

  private static ExternalLabels.Result labels(Inquiry inquiry, URI url) {
    return switch (inquiry.ask(url, "/api/v1/status/config")) {
      case Reply.Said(var body, _) -> ExternalLabels.status(body);
      case Reply.Unsaid(var why) -> new ExternalLabels.Result.NotRead(1, why);
    };
  }
}
