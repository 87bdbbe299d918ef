// SPDX-License-Identifier: MIT
// Logistic regression over the lines of some 650 flattened news pages whose article is known; each page
// weighs the same. In the order in which describe() writes the features.
#pragma once

namespace clean_flat {

inline constexpr float bias = 0.002F;

inline constexpr float weights[] = {
    -0.634F, 0.281F,  -0.002F, -0.426F, -0.586F, -0.213F, 0.476F,  1.105F,  -0.353F, 0.011F,
    0.071F,  0.115F,  0.158F,  0.175F,  1.086F,  1.584F,  -0.525F, -0.093F, 0.313F,  -0.041F,
    -0.324F, -0.388F, -1.788F, 2.236F,  -0.412F, -0.609F, -2.018F, -1.862F, -1.886F, -1.734F,
    -2.003F, -1.299F, -2.912F, -1.552F, -1.403F, -1.139F, -1.035F, -0.537F, 0.214F,  0.221F,
    0.099F,  -0.720F, -0.787F, -0.637F, 0.389F,  0.203F,  0.145F,  -0.619F, -0.551F, -0.576F,
    0.510F,  0.318F,  0.301F,  -0.678F, -1.230F, -0.548F, 0.107F,  0.108F,  0.202F,  -0.816F,
};

}  // namespace clean_flat
