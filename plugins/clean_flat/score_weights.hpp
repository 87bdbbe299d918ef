// SPDX-License-Identifier: MIT
// Logistic regression over the lines of some 650 flattened news pages whose article is known; each page
// weighs the same. In the order in which describe() writes the features.
#pragma once

namespace clean_flat {

inline constexpr float bias = -0.212F;

inline constexpr float weights[] = {
    -0.681F, 0.284F,  0.006F,  -0.390F, -0.565F, -0.238F, 0.415F,  0.957F,  -0.397F, -0.024F,
    0.040F,  0.078F,  0.092F,  0.164F,  1.017F,  1.585F,  -0.547F, -0.095F, 0.313F,  -0.140F,
    -0.364F, -0.112F, -1.708F, 2.285F,  -0.408F, -0.572F, -1.936F, -1.684F, -1.690F, -1.672F,
    -1.783F, -1.139F, -2.544F, -1.762F, -1.300F, -1.058F, -1.714F, -0.517F, 0.225F,  0.245F,
    0.127F,  -0.687F, -0.375F, -0.615F, 0.370F,  0.252F,  0.150F,  -0.610F, -1.153F, -0.567F,
    0.482F,  0.326F,  0.324F,  -0.693F, -1.871F, -0.530F, 0.143F,  0.140F,  0.228F,  -0.846F,
};

}  // namespace clean_flat
