package dev.deadair.turn.sim;

import dev.deadair.liveness.Moment;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
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

  private static final ClassValue<Shape> SHAPES =
      new ClassValue<>() {
        @Override
        protected Shape computeValue(Class<?> type) {
          return Shape.of(type);
        }
      };

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
      case Moment moment -> now.noted(moment.wall());
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
    var shape = SHAPES.get(fields.getClass());
    try {
      var values = new Object[shape.accessors().size()];
      for (var i = 0; i < values.length; i++) {
        values[i] = anchored(shape.accessors().get(i).invoke(fields));
      }
      return shape.constructor().newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot read " + fields, e);
    }
  }

  /** How a kind of record is taken apart and put together. */
  private record Shape(List<Method> accessors, Constructor<?> constructor) {

    static Shape of(Class<?> type) {
      var components = type.getRecordComponents();
      var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      try {
        var shape =
            new Shape(
                Arrays.stream(components).map(RecordComponent::getAccessor).toList(),
                type.getDeclaredConstructor(types));
        shape.accessors().forEach(each -> each.setAccessible(true));
        shape.constructor().setAccessible(true);
        return shape;
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException("cannot read " + type, e);
      }
    }
  }
}
