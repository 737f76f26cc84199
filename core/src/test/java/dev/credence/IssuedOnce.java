package dev.credence;

/** A token whose private key was thrown away: nobody can make another one like it. */
final class IssuedOnce {
  static final String KEYS =
      "{\"keys\":[{\"kty\":\"RSA\",\"kid\":\"issued-once\",\"alg\":\"RS256\",\"e\":\"AQAB\",\"n\":\""
          + "qlFKyJ2k9vS6UB78-PQ_ZHYqIj3a_RgK_MqlIdP4840kWdsi-Uk_c0WHUiLkdsGFkQGN3DMvZxoW3ykm"
          + "8pz56cJtsYNUXVH7Dk1l-fbVQJPEkT35iKYMES7HQ_HpbwFxKwY6FHA6xMQ2FVyT_vg7KlIbgbCM0t15"
          + "pKmzL5UWGeBD0dK7CXcjEnbc1e1JR9FDZjEE4nAM1nM62ixtIui16yycwFYluYTREtUPwL_ZJYQcha1H"
          + "ql-q59QhLvhBqrY6vKk_yV_Ct-yAZ2FXS5sz-1zAnH3kNdKF9zJKYka_QZ3bLWyws7LLDrWZsgmiJurD"
          + "FjHpB07CkxOATcOE6XRzIw\"}]}";

  static final String TOKEN =
      "eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiIsImtpZCI6Imlzc3VlZC1vbmNlIn0.eyJpc3MiOiJodHRw"
          + "czovL2NpLmV4YW1wbGUuY29tIiwic3ViIjoicmVwbzpvY3RvLW9yZy9vY3RvLXJlcG86ZW52aXJvbm1l"
          + "bnQ6cHJvZHVjdGlvbiIsImF1ZCI6Imh0dHBzOi8vZGVwbG95LmV4YW1wbGUuY29tIiwiaWF0IjoxNzk1"
          + "MjYyMzkwLCJleHAiOjE3OTUyNjI2OTAsInJlcG9zaXRvcnlfaWQiOiI3NCIsImVudmlyb25tZW50Ijoi"
          + "cHJvZHVjdGlvbiIsInJlZiI6InJlZnMvaGVhZHMvbWFpbiJ9.DedCA86uJ1NMcyQCFQd0IZ5qDqHSF5I"
          + "l4etdymQRpb4GShxmPFEoTQjuvVdQNNTt8yvpb9Cwo3Lg5daV6J-2el-gEMFFLQ7jLqxD9WkmB_gV7w3"
          + "xUnDF-kRMMCuOoh-D2ejTs96KNeFGjQQ6kAfhTnruzemBoyIO4idRCKE69nuaHZug7tNf-BDwLbCSVjU"
          + "-2L0Ierkj49lAhCDcWp3D0PCLSlfZKgcfTWBl5EcAdNBQ6TdRPkEUkk4uK2WJzKE9ynZdlSU0ut7cSn1"
          + "nWxBp-3tN6QBOpXYePzoUPEhBEWwFIfV_I64w4wrsoj3fIg2Z0COI7z_1Vr9xCBL751YOYg";

  private IssuedOnce() {}
}
