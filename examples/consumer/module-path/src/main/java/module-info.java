/** Google's libraries can't be on a module path, so that `credence-gcp` is not here. */
module consumer {
  requires dev.credence;
  requires dev.credence.aws;
  requires dev.credence.azure;

  exports consumer;
}
