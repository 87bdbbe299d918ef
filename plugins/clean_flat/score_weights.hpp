#pragma once
namespace clean_flat { inline constexpr float bias=0; inline constexpr float weights[60]={}; }
