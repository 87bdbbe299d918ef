// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include <quern/plugin.hpp>

#include "choice.hpp"
#include "press/phrases.hpp"
#include "site_rules.hpp"

namespace clean_html {

// Takes a web page, and builds the text of its article.
class CleanHtml final : public quern::Stage {
public:
    void declare(quern::Declaration& d) override;
    void prepare(quern::Setup& setup) override;
    void process(quern::Document& document) const override;

private:
    struct Memory;
    void clean(quern::Document& document, Memory& memory) const;

    std::vector<std::string> keep_;
    std::string favor_ = "balance";
    std::filesystem::path rules_file_;
    Extras extras_;
    float least_score_ = 0;
    press::Phrases phrases_;
    SiteRules rules_;
    BlockChooser chooser_;
};

}  // namespace clean_html
