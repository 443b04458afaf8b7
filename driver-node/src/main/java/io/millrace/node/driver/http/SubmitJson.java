package io.millrace.node.driver.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import io.millrace.node.driver.desk.StatusJson;
import io.millrace.node.driver.desk.SubmitRequest;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads what somebody wants submitted, field by field, so that a mistake is told by the name of the
 * field.
 */
final class SubmitJson {
  private static final Set<String> FIELDS =
      new TreeSet<>(Set.of("class", "code", "name", "settings", "arguments"));

  private static final ObjectReader READER =
      StatusJson.mapper().reader().with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private final JsonNode body;

  private SubmitJson(JsonNode body) {
    this.body = body;
  }

  /**
   * Reads a request.
   *
   * @throws IllegalArgumentException with a sentence that names the field, or the place where the
   *     text is no JSON
   */
  static SubmitRequest read(byte[] json) {
    SubmitJson fields = new SubmitJson(parse(json));
    fields.requireKnown();
    String className = fields.text("class");
    if (className == null) {
      throw wrong("class", "is missing; it names the job's class");
    }
    return new SubmitRequest(
        className, fields.text("code"), fields.text("name"), fields.settings(), fields.arguments());
  }

  private static JsonNode parse(byte[] json) {
    try {
      return READER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "the body is no JSON: %s at line %d, column %d"
              .formatted(
                  e.getOriginalMessage(),
                  e.getLocation().getLineNr(),
                  e.getLocation().getColumnNr()));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory can always be read", e);
    }
  }

  private void requireKnown() {
    if (!body.isObject()) {
      throw new IllegalArgumentException(
          "the body must be a JSON object with the fields " + String.join(", ", FIELDS));
    }
    for (Map.Entry<String, JsonNode> field : body.properties()) {
      if (!FIELDS.contains(field.getKey())) {
        throw wrong(field.getKey(), "is unknown; known are " + String.join(", ", FIELDS));
      }
    }
  }

  private @Nullable String text(String field) {
    JsonNode value = body.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    return text(field, value);
  }

  private static String text(String field, JsonNode value) {
    if (!value.isTextual()) {
      throw wrong(field, "must be a text");
    }
    return value.textValue();
  }

  private Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    JsonNode object = body.path("settings");
    if (!object.isObject() && !object.isMissingNode()) {
      throw wrong("settings", "must be an object of texts by key");
    }
    for (Map.Entry<String, JsonNode> setting : object.properties()) {
      String key = setting.getKey();
      settings.put(key, text("settings." + key, setting.getValue()));
    }
    return settings;
  }

  private List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    JsonNode list = body.path("arguments");
    if (!list.isArray() && !list.isMissingNode()) {
      throw wrong("arguments", "must be a list of texts");
    }
    for (JsonNode argument : list) {
      arguments.add(text("arguments[" + arguments.size() + "]", argument));
    }
    return arguments;
  }

  private static IllegalArgumentException wrong(String field, String what) {
    return new IllegalArgumentException("field " + field + " " + what);
  }
}
