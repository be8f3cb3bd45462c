package dev.deadair.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Model.CommandSpec;

/** How a command tells what a watcher answered, and the exit status that means it. */
final class Replies {

  private Replies() {}

  /** Asks, prints what {@code text} makes of a success, and what is wrong on stderr. */
  static int print(
      CommandSpec spec,
      Callable<ApiClient.Reply> question,
      Function<Map<?, ?>, List<String>> text) {
    var err = spec.commandLine().getErr();
    try {
      var reply = question.call();
      if (reply.body().get("warnings") instanceof List<?> warnings) {
        warnings.forEach(each -> err.println("warning: " + each));
      }
      if (reply.isFine()) {
        text.apply(reply.body()).forEach(spec.commandLine().getOut()::println);
        return 0;
      }
      err.println(reply.error());
      return 1;
    } catch (IOException e) {
      err.println(Unreadable.sentence(e));
      return 2;
    } catch (IllegalArgumentException e) {
      err.println(e.getMessage());
      return 2;
    } catch (Exception e) {
      throw new IllegalStateException("a question that fails in no other way", e);
    }
  }
}
