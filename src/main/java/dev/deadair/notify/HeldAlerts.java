package dev.deadair.notify;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.deadair.alert.Alert;
import dev.deadair.alert.Holding;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What an Alertmanager's list of alerts says of one of ours. */
final class HeldAlerts {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final Map<String, String> labels;
  private final Set<String> receivers = new HashSet<>();
  private final Set<String> silences = new HashSet<>();
  private boolean found;
  private boolean active;
  private boolean inhibited;
  private boolean unprocessed;

  private HeldAlerts(Map<String, String> labels) {
    this.labels = labels;
  }

  /** Where {@code alerts}, the list's address, has only those with these labels. */
  static URI query(URI alerts, Map<String, String> labels) {
    return URI.create(
        labels.entrySet().stream()
            .map(each -> each.getKey() + "=\"" + escaped(each.getValue()) + "\"")
            .map(matcher -> "filter=" + URLEncoder.encode(matcher, UTF_8))
            .collect(Collectors.joining("&", alerts + "?", "")));
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }

  /**
   * How a member holds the alert with {@code labels}, by its list; empty where the list is none, or
   * the member has not yet looked at the alert.
   */
  static Optional<Holding.As> in(String list, Map<String, String> labels) {
    var held = new HeldAlerts(labels);
    try (var json = FACTORY.createParser(list)) {
      return value(json, json.nextToken()) instanceof List<?> alerts
          ? held.as(alerts)
          : Optional.empty();
    } catch (IOException _) {
      return Optional.empty(); // no list: nothing is known
    }
  }

  private Optional<Holding.As> as(List<?> alerts) {
    alerts.forEach(this::see);
    if (active) {
      return Optional.of(new Holding.As.Active(receivers));
    }
    if (!silences.isEmpty()) {
      return Optional.of(new Holding.As.Silenced(silences));
    }
    if (inhibited) {
      return Optional.of(new Holding.As.Inhibited());
    }
    return unprocessed || found ? Optional.empty() : Optional.of(new Holding.As.Missing());
  }

  private void see(@Nullable Object each) {
    if (!(each instanceof Map<?, ?> alert)
        || !(alert.get("labels") instanceof Map<?, ?> theirs)
        || !isOurs(theirs)
        || !(alert.get("status") instanceof Map<?, ?> status)) {
      return;
    }
    found = true;
    texts(status.get("silencedBy"), silences);
    inhibited |= status.get("inhibitedBy") instanceof List<?> by && !by.isEmpty();
    active |= "active".equals(status.get("state"));
    unprocessed |= "unprocessed".equals(status.get("state"));
    if (alert.get("receivers") instanceof List<?> all) {
      all.forEach(
          receiver -> {
            if (receiver instanceof Map<?, ?> map && map.get("name") instanceof String name) {
              receivers.add(name);
            }
          });
    }
  }

  /** It has what receivers add, and nothing of what tells one alert from another. */
  private boolean isOurs(Map<?, ?> theirs) {
    var identity = new HashMap<Object, @Nullable Object>(theirs);
    identity.keySet().retainAll(Alert.IDENTITY);
    return identity.equals(labels);
  }

  private static void texts(@Nullable Object list, Set<String> into) {
    if (list instanceof List<?> all) {
      all.stream().filter(String.class::isInstance).map(String.class::cast).forEach(into::add);
    }
  }

  /** Maps, lists and texts; everything else is its text. */
  private static @Nullable Object value(JsonParser json, @Nullable JsonToken token)
      throws IOException {
    if (token == JsonToken.START_OBJECT) {
      var map = new HashMap<String, @Nullable Object>();
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        var name = json.currentName();
        map.put(name, value(json, json.nextToken()));
      }
      return map;
    }
    if (token == JsonToken.START_ARRAY) {
      var list = new ArrayList<@Nullable Object>();
      for (var next = json.nextToken();
          next != null && next != JsonToken.END_ARRAY;
          next = json.nextToken()) {
        list.add(value(json, next));
      }
      return list;
    }
    return json.getText();
  }
}
