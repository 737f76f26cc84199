package dev.credence.testkit;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What runs in place of a CI's program, in a process of its own: it sends its arguments to the fake
 * CI and prints the answer. It depends on nothing but the JDK.
 */
final class FakeProgram {
  private static final int OK = 200;
  private static final int OWN_ARGUMENTS = 2;

  private FakeProgram() {}

  /** Sends all arguments but the first two, the server's URL and the credential, one a line. */
  public static void main(String[] arguments) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(arguments[0]).toURL().openConnection();
    connection.setRequestMethod("POST");
    connection.setRequestProperty("Authorization", arguments[1]);
    connection.setDoOutput(true);
    try (OutputStream body = connection.getOutputStream()) {
      String[] passedOn = Arrays.copyOfRange(arguments, OWN_ARGUMENTS, arguments.length);
      body.write(String.join("\n", passedOn).getBytes(StandardCharsets.UTF_8));
    }
    if (connection.getResponseCode() != OK) {
      throw new IOException("The fake CI refuses with status " + connection.getResponseCode());
    }
    try (InputStream answer = connection.getInputStream();
        OutputStream output = new FileOutputStream(FileDescriptor.out)) {
      answer.transferTo(output);
    }
  }
}
