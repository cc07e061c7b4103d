// Words with a meaning for the parser: titles of concept boxes, heads of organization columns.
//
// Private to notebook/.
#pragma once

#include <string_view>

namespace seogo::notebook {

bool is_concept_box(std::string_view title);  // 중요 개념, 핵심 개념, 용어, Key concepts, Glossary
bool is_org_word(std::string_view head);      // Institute, Organization, Company, 기관, 회사

}  // namespace seogo::notebook
