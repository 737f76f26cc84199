package dev.credence.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** How a response is sent: as it should be, or otherwise. */
sealed interface Delivery {
  /** All of it at once; the connection stays open for the next request. */
  Delivery WHOLE = new Paced(Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ZERO);

  void deliver(Wire wire, ServerResponse response) throws IOException;

  /** What becomes of a connection. */
  enum Ending {
    /** The client gets a TCP reset. */
    RESET("reset"),
    /** The client gets the orderly end of the stream. */
    HANG_UP("hang-up"),
    /** The client gets nothing more. */
    STALL("stall");

    private final String words;

    Ending(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** Only a part of it. */
  record Cut(Moment moment, Ending ending) implements Delivery {
    @Override
    public void deliver(Wire wire, ServerResponse response) throws IOException {
      ResponseText text = ResponseText.of(response);
      int end = moment.octets(text.head().length, text.body().length);
      wire.send(Arrays.copyOf(text.octets(), end));
      switch (ending) {
        case RESET -> wire.reset();
        case HANG_UP -> wire.hangUp();
        case STALL -> wire.awaitHangUp();
      }
    }
  }

  /** Piece by piece. */
  record Paced(int headPiece, int bodyPiece, Duration interval) implements Delivery {
    @Override
    public void deliver(Wire wire, ServerResponse response) throws IOException {
      ResponseText text = ResponseText.of(response);
      if (headPiece >= text.head().length && bodyPiece >= text.body().length) {
        wire.send(text.octets());
      } else {
        send(wire, text.head(), headPiece);
        send(wire, text.body(), bodyPiece);
      }
    }

    private void send(Wire wire, byte[] octets, int piece) throws IOException {
      for (int from = 0; from < octets.length; from += piece) {
        if (octets.length > piece) {
          wire.pause(interval);
        }
        int to = octets.length - from > piece ? from + piece : octets.length;
        wire.send(Arrays.copyOfRange(octets, from, to));
        if (to == octets.length) {
          return;
        }
      }
    }
  }

  /** With a {@code Content-Length} that isn't the body's. */
  record Miscounted(int difference) implements Delivery {
    @Override
    public void deliver(Wire wire, ServerResponse response) throws IOException {
      int announced = Math.max(0, response.body().length + difference);
      wire.send(ResponseText.announcing(response, announced).octets());
      wire.hangUp();
    }
  }

  /** Without an end: white space after the body, in chunks. */
  record EndlessBody() implements Delivery {
    private static final int CHUNK_OCTETS = 8_192;

    @Override
    public void deliver(Wire wire, ServerResponse response) throws IOException {
      wire.send(ResponseText.chunkedHead(response));
      wire.send(chunk(response.body()));
      byte[] spaces = new byte[CHUNK_OCTETS];
      Arrays.fill(spaces, (byte) ' ');
      byte[] more = chunk(spaces);
      while (!wire.isClosed()) {
        wire.send(more);
      }
    }

    private static byte[] chunk(byte[] octets) {
      byte[] size = ascii(Integer.toHexString(octets.length) + "\r\n");
      byte[] chunk = Arrays.copyOf(size, size.length + octets.length + 2);
      System.arraycopy(octets, 0, chunk, size.length, octets.length);
      chunk[chunk.length - 2] = '\r';
      chunk[chunk.length - 1] = '\n';
      return chunk;
    }
  }

  /** Without an end to the header fields. */
  record EndlessHead(int octets, Duration interval) implements Delivery {
    @Override
    public void deliver(Wire wire, ServerResponse response) throws IOException {
      byte[] head = ResponseText.of(response).head();
      wire.send(Arrays.copyOf(head, head.length - 2));
      byte[] more = ascii("X-Filler: " + "x".repeat(octets) + "\r\n");
      while (!wire.isClosed()) {
        wire.pause(interval);
        wire.send(more);
      }
    }
  }

  /** Something that is no HTTP at all, in its place. */
  record Foreign(String text) implements Delivery {
    @Override
    public void deliver(Wire wire, ServerResponse response) throws IOException {
      wire.send(ascii(text));
      wire.hangUp();
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
