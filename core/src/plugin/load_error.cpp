// SPDX-License-Identifier: MIT
#include "plugin/load_error.hpp"

#include <fmt/format.h>
#include <boost/core/demangle.hpp>

#include <quern/abi.hpp>

#include "plugin/tag_check.hpp"

#define QUERN_TEXT_OF_2(name) #name
#define QUERN_TEXT_OF(name) QUERN_TEXT_OF_2(name)

namespace quern::host {
namespace {

constexpr std::string_view own_namespace = QUERN_TEXT_OF(QUERN_ABI_NAMESPACE);

// Boost.DLL puts the loader's words into "… (dlerror system message: WORDS): Bad file descriptor".
std::string_view loader_words(std::string_view message) {
    constexpr std::string_view opening = "dlerror system message: ";
    const auto begin = message.find(opening);
    if (begin == message.npos) return message;
    message.remove_prefix(begin + opening.size());
    return message.substr(0, message.rfind(')'));
}

// The word behind `key`, up to a blank, a comma or the end.
std::string_view word_after(std::string_view text, std::string_view key) {
    const auto at = text.find(key);
    if (at == text.npos) return {};
    text.remove_prefix(at + key.size());
    return text.substr(0, text.find_first_of(" ,\n\t("));
}

// The inline namespace of Quern's API in a C++ name: "v1", "v1debug", …; empty where the name is not of the
// API.
std::string_view api_namespace(std::string_view name) {
    constexpr std::string_view api = "quern::v";
    for (auto at = name.find(api); at != name.npos; at = name.find(api, at + 1)) {
        const auto rest = name.substr(at + api.size() - 1);
        const auto end = rest.find("::");
        if (end != rest.npos && rest.size() > 1 && rest[1] >= '0' && rest[1] <= '9')
            return rest.substr(0, end);
    }
    return {};
}

Error missing_symbol(std::string_view mangled) {
    const std::string name = boost::core::demangle(std::string(mangled).c_str());
    const std::string uses = fmt::format("uses {}", name);
    const auto api = api_namespace(name);
    if (api.empty())
        return Error(fmt::format("{}, which no library defines", uses),
                     "link it to the library that does, and with -Wl,-z,defs, which finds such mistakes when "
                     "building");
    if (api == own_namespace)
        return Error(fmt::format("{}, which this Quern does not have: it was built with other headers", uses),
                     rebuild_command());
    const auto has = [&](std::string_view mark) { return api.find(mark) != api.npos; };
    const auto own_has = [](std::string_view mark) { return own_namespace.find(mark) != own_namespace.npos; };
    for (const auto& [mark, with, without] :
         {std::tuple{"oldstring", "-D_GLIBCXX_USE_CXX11_ABI=0", "-D_GLIBCXX_USE_CXX11_ABI=1"},
          std::tuple{"debug", "-D_GLIBCXX_DEBUG", "-U_GLIBCXX_DEBUG"}}) {
        if (has(mark) == own_has(mark)) continue;
        return Error(fmt::format("{}: part of it was built {} {}, this Quern was not", uses,
                                 has(mark) ? "with" : "without", with),
                     rebuild_command(has(mark) ? without : with));
    }
    return Error(fmt::format("{}: part of it was built for {}, this Quern is {}", uses, api, own_namespace),
                 rebuild_command());
}

}  // namespace

Error explain_load_error(std::string_view message) {
    const auto words = loader_words(message);
    if (const auto symbol = word_after(words, "undefined symbol: "); !symbol.empty())
        return missing_symbol(symbol);
    if (const auto at = words.find(": cannot open shared object file"); at != words.npos) {
        const auto library = words.substr(0, at);
        return Error(fmt::format("needs the library {}, which is not installed", library),
                     "install it (ldd FILE lists what is missing)");
    }
    return Error(fmt::format("cannot be loaded: {}", words));
}

}  // namespace quern::host
