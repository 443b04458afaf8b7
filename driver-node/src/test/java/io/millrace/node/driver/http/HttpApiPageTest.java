package io.millrace.node.driver.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonValue;
import io.millrace.core.model.JobStatus;
import io.millrace.core.model.JobSummary;
import io.millrace.node.driver.desk.ClusterStatus;
import io.millrace.node.driver.desk.StatusJson;
import io.millrace.node.driver.desk.SubmitRequest;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/http-api.md promises field names; it must have them all. */
class HttpApiPageTest {
  private static final Path PAGE = Path.of("..", "docs", "http-api.md");

  @ParameterizedTest
  @ValueSource(
      classes = {
        ApiVersion.class,
        ClusterStatus.class,
        JobStatus.class,
        JobSummary.class,
        Problem.class,
        SubmitRequest.class
      })
  void the_page_names_every_field_of_a_document(Class<?> document) throws IOException {
    Set<String> names = new TreeSet<>();
    collect(document, names);
    String page = Files.readString(PAGE);
    assertThat(names).isNotEmpty().allMatch(name -> page.contains("`" + name + "`"));
  }

  private static void collect(Type type, Set<String> names) {
    if (type instanceof ParameterizedType generic) {
      Arrays.stream(generic.getActualTypeArguments()).forEach(each -> collect(each, names));
    } else if (type instanceof Class<?> record && record.isRecord() && !isPlain(record)) {
      for (RecordComponent component : record.getRecordComponents()) {
        names.add(nameOf(component));
        collect(component.getGenericType(), names);
      }
    }
  }

  private static String nameOf(RecordComponent component) {
    JsonProperty given = component.getAccessor().getAnnotation(JsonProperty.class);
    return given == null ? component.getName() : given.value();
  }

  /** An id is written as the number or text that it holds. */
  private static boolean isPlain(Class<?> record) {
    Class<?> written = StatusJson.mapper().findMixInClassFor(record);
    return written != null
        && Arrays.stream(written.getRecordComponents())
            .anyMatch(each -> each.getAccessor().isAnnotationPresent(JsonValue.class));
  }
}
