// SPDX-License-Identifier: MIT
#include <algorithm>
#include <string_view>

#include <quern/plugin.hpp>

namespace {

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

// Marks words written in capitals.
class Shouts final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override {
        d.summary("Marks words written in capitals.");
        d.reads(quern::layers::tokens);
        d.writes(shouts);
        d.option("min_letters", min_letters_, "Shortest word to mark, in letters.").at_least(2);
        d.example("stages:\n  - use: segment.text\n  - use: tag.shouts\n    min_letters: 4\n");
    }

    void process(quern::Document& document) const override {
        auto marked = document.write(shouts);
        for (const auto token : document.read(quern::layers::tokens)) {
            const std::string_view word = token.text();
            if (!std::all_of(word.begin(), word.end(), is_capital)) continue;
            if (word.size() < static_cast<std::size_t>(min_letters_)) continue;
            marked.add(token.span()).set("letters", static_cast<int>(word.size()));
        }
    }

private:
    static constexpr quern::Column columns[] = {
        {"letters", quern::Type::integer, "How many letters it has."}};
    static constexpr quern::LayerSchema shouts{"shouts", "Words written in capitals.", columns};

    int min_letters_ = 3;
};

}  // namespace

QUERN_PLUGIN(quern::stage<Shouts>("tag.shouts"));
