package dev.deadair.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.deadair.alert.Matcher.Op;
import dev.deadair.alert.Routes.Contact;
import dev.deadair.alert.Routes.Destination;
import dev.deadair.alert.Routes.GroupBy;
import dev.deadair.alert.Routes.InhibitRule;
import dev.deadair.alert.Routes.Integration;
import dev.deadair.alert.Routes.Node;
import dev.deadair.alert.Routes.Timing;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoutesTest {
  private static final Map<String, String> ABSENT =
      Map.of("alertname", "PrometheusSiteAbsent", "site", "dc1", "severity", "critical");
  private static final Timing UNSAID =
      new Timing(Optional.empty(), Optional.empty(), Optional.empty());

  @Test
  void theRootTakesWhatNoChildTakes() {
    var routes = tree(route("mail", is("severity", "warning")));

    assertThat(receivers(routes)).containsExactly("fallback");
  }

  @Test
  void theFirstChildThatMatchesTakesIt() {
    var routes =
        tree(
            route("mail", is("severity", "critical")),
            route("pager", is("alertname", "PrometheusSiteAbsent")));

    assertThat(receivers(routes)).containsExactly("mail");
  }

  @Test
  void aChildThatContinuesLetsTheNextOneTakeItToo() {
    var routes =
        tree(
            continuing(route("mail", is("severity", "critical"))),
            continuing(route("chat", is("severity", "warning"))),
            route("pager", is("alertname", "PrometheusSiteAbsent")));

    assertThat(receivers(routes)).containsExactly("mail", "pager");
  }

  @Test
  void aGrandchildInheritsWhatItDoesNotSay() {
    var grandchild =
        new Node(
            List.of(is("site", "dc1")),
            false,
            Optional.empty(),
            Optional.of(new GroupBy.All()),
            new Timing(Optional.of(Duration.ZERO), Optional.empty(), Optional.empty()),
            List.of("night"),
            List.of(),
            List.of());
    var routes = tree(with(route("pager", is("severity", "critical")), grandchild));

    var found = routes.destinations(ABSENT).getFirst();

    assertThat(found.contact().name()).isEqualTo("pager");
    assertThat(found.groupLabels()).isEqualTo(ABSENT);
    assertThat(found.timing().groupWait()).contains(Duration.ZERO);
    assertThat(found.timing().repeatInterval()).contains(Duration.ofHours(4));
    assertThat(found.mutedIn()).containsExactly("night");
  }

  @Test
  void theKeyIsTheWayAndTheLabels() {
    var routes =
        tree(
            with(
                route("pager", Matcher.of("site", Op.REGEX, "dc\\d"), is("severity", "critical")),
                route("deep", Matcher.of("alertname", Op.NOT_EQUAL, "a\"b"))));

    var found = routes.destinations(ABSENT).getFirst();

    assertThat(found.key().value())
        .isEqualTo(
            "{}/{severity=\"critical\",site=~\"dc\\\\d\"}/{alertname!=\"a\\\"b\"}"
                + ":{alertname=\"PrometheusSiteAbsent\", site=\"dc1\"}");
    assertThat(found.key().dedupKey().value()).hasSize(64);
  }

  @Test
  void groupsByNothingUnlessTold() {
    var root =
        new Node(
            List.of(),
            false,
            Optional.of("fallback"),
            Optional.empty(),
            UNSAID,
            List.of(),
            List.of(),
            List.of());

    var found = new Routes(root, Map.of(), List.of()).destinations(ABSENT).getFirst();

    assertThat(found.key().value()).isEqualTo("{}:{}");
  }

  @Test
  void aLabelThatIsNotThereIsEmpty() {
    assertThat(is("group", "").matches(ABSENT)).isTrue();
    assertThat(Matcher.of("group", Op.REGEX, ".+").matches(ABSENT)).isFalse();
    assertThat(Matcher.of("group", Op.NOT_REGEX, ".+").matches(ABSENT)).isTrue();
    assertThat(Matcher.of("group", Op.NOT_EQUAL, "ops").matches(ABSENT)).isTrue();
  }

  @Test
  void onlyWhatPagesPages() {
    var routes =
        new Routes(
            tree(route("pager", is("severity", "critical"))).root(),
            Map.of(
                "pager",
                new Contact(
                    "pager",
                    List.of(new Integration("slack", false), new Integration("pagerduty", true)))),
            List.of());

    assertThat(routes.destinations(ABSENT)).allMatch(Destination::pages);
    assertThat(routes.destinations(ABSENT).getFirst().pagerDutyKey()).isPresent();
    assertThat(routes.destinations(Map.of("severity", "none"))).noneMatch(Destination::pages);
  }

  @Test
  void whatIsSourceAndTargetMutesNothingOfItsKind() {
    var rule =
        new InhibitRule(
            List.of(is("severity", "critical")), List.of(is("site", "dc1")), Set.of("site"));
    var other = Map.of("alertname", "Other", "site", "dc1", "severity", "critical");

    assertThat(rule.isMutedBy(ABSENT, other)).isFalse();
    assertThat(rule.isMutedBy(Map.of("site", "dc1"), other)).isTrue();
    assertThat(rule.isMutedBy(Map.of("site", "dc2"), other)).isFalse();
  }

  @Test
  void quotesAsGoDoes() {
    assertThat(GroupKey.quoted("a\"b\\c\n\t\u0001\u007f\u00a0é☃\ud83d\ude00\u200b"))
        .isEqualTo("\"a\\\"b\\\\c\\n\\t\\x01\\x7f\\u00a0é☃\ud83d\ude00\\u200b\"");
  }

  private static List<String> receivers(Routes routes) {
    return routes.destinations(ABSENT).stream().map(each -> each.contact().name()).toList();
  }

  private static Routes tree(Node... children) {
    var root =
        new Node(
            List.of(),
            false,
            Optional.of("fallback"),
            Optional.of(new GroupBy.Labels(Set.of("alertname", "site"))),
            UNSAID,
            List.of(),
            List.of(),
            List.of(children));
    return new Routes(root, Map.of(), List.of());
  }

  private static Node route(String receiver, Matcher... matchers) {
    return new Node(
        List.of(matchers),
        false,
        Optional.of(receiver),
        Optional.empty(),
        UNSAID,
        List.of(),
        List.of(),
        List.of());
  }

  private static Node continuing(Node node) {
    return new Node(
        node.matchers(),
        true,
        node.receiver(),
        node.groupBy(),
        node.timing(),
        node.mutedIn(),
        node.activeIn(),
        node.children());
  }

  private static Node with(Node node, Node child) {
    return new Node(
        node.matchers(),
        node.continues(),
        node.receiver(),
        node.groupBy(),
        node.timing(),
        node.mutedIn(),
        node.activeIn(),
        List.of(child));
  }

  private static Matcher is(String label, String value) {
    return Matcher.of(label, Op.EQUAL, value);
  }
}
