package dev.credence.testkit;

import java.util.Map;
import java.util.UUID;

/** Writes answers of AWS' query protocol. */
final class AwsXml {
  private static final String NAMESPACE = "https://sts.amazonaws.com/doc/2011-06-15/";
  private static final String CONTENT_TYPE = "text/xml";

  private AwsXml() {}

  /**
   * What an action answers.
   *
   * @param action such as {@code GetCallerIdentity}
   * @param result the XML inside of the action's result
   */
  static ServerResponse result(String action, String result) {
    String id = UUID.randomUUID().toString();
    String body =
        element(action + "Result", result) + element("ResponseMetadata", element("RequestId", id));
    return document(200, action + "Response", body, id);
  }

  static ServerResponse error(int status, String code, String message) {
    String id = UUID.randomUUID().toString();
    String error =
        element("Type", status < 500 ? "Sender" : "Receiver")
            + element("Code", escaped(code))
            + element("Message", escaped(message));
    return document(
        status, "ErrorResponse", element("Error", error) + element("RequestId", id), id);
  }

  /** An element whose members are texts. */
  static String structure(String name, Map<String, String> members) {
    return element(name, texts(members));
  }

  /** An element for each text, in the map's order. */
  static String texts(Map<String, String> members) {
    StringBuilder elements = new StringBuilder();
    members.forEach((name, text) -> elements.append(text(name, text)));
    return elements.toString();
  }

  static String text(String name, String text) {
    return element(name, escaped(text));
  }

  private static ServerResponse document(int status, String root, String inner, String id) {
    String xml = "<" + root + " xmlns=\"" + NAMESPACE + "\">" + inner + "</" + root + ">";
    return ServerResponse.text(CONTENT_TYPE, xml).status(status).header("x-amzn-RequestId", id);
  }

  private static String element(String name, String inner) {
    return "<" + name + ">" + inner + "</" + name + ">";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
