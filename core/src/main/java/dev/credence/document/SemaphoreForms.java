package dev.credence.document;

import dev.credence.ci.Semaphore;

/** {@link Semaphore} in documents. */
final class SemaphoreForms {
  static final Provider PROVIDER =
      new Provider(
          "semaphore",
          Forms.of(
              Form.of(a -> Semaphore.issuer(a.text("organization")), Field.text("organization"))
                  .lookingLike("https://{organization}.semaphoreci.com")),
          Forms.of(
              Form.of(
                  a -> Semaphore.project(a.text("project")).branch(a.text("branch")),
                  Field.text("project"),
                  Field.text("branch")),
              Form.of(
                  a -> Semaphore.project(a.text("project")).tag(a.text("tag")),
                  Field.text("project"),
                  Field.text("tag")),
              Form.of(
                  a -> Semaphore.project(a.text("project")).tagsMatching(a.text("tagsMatching")),
                  Field.text("project"),
                  Field.text("tagsMatching"))));

  private SemaphoreForms() {}
}
