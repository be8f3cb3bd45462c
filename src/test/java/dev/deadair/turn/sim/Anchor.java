package dev.deadair.turn.sim;

import dev.deadair.liveness.Moment;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What becomes of moments in a journal: their wall time alone is kept, and the next run dates it by
 * its own clocks. Taken through every record there is, so that it needs to know none of them.
 */
final class Anchor {

  private final Moment now;

  Anchor(Moment now) {
    this.now = now;
  }

  /** {@code value} as a run that starts now reads it. */
  @SuppressWarnings("unchecked") // the same type comes out as goes in
  <T> T read(T value) {
    return (T) anchored(value);
  }

  private Object anchored(Object value) {
    return switch (value) {
      case Moment moment -> now.at(moment.wall());
      case Optional<?> maybe -> maybe.map(this::anchored);
      case List<?> list -> list.stream().map(this::anchored).toList();
      case Map<?, ?> map when !(map instanceof java.util.SortedMap) -> {
        var read = new LinkedHashMap<Object, Object>();
        map.forEach((key, each) -> read.put(key, anchored(each)));
        yield read;
      }
      case Record fields -> anchoredFields(fields);
      default -> value;
    };
  }

  private Object anchoredFields(Record fields) {
    var components = fields.getClass().getRecordComponents();
    try {
      var values = new Object[components.length];
      for (var i = 0; i < components.length; i++) {
        var accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        values[i] = anchored(accessor.invoke(fields));
      }
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      var constructor = fields.getClass().getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + fields, e);
    }
  }
}
