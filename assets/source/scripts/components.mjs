// Starts the GOV.UK and MOJ components that are on the page.
import { Alert, ButtonMenu, DatePicker, MultiFileUpload, SortableTable } from '@ministryofjustice/frontend'
import {
  Button, CharacterCount, Checkboxes, ErrorSummary, ExitThisPage, FileUpload, NotificationBanner, PasswordInput,
  Radios, ServiceNavigation, SkipLink, Tabs, createAll
} from 'govuk-frontend'

const components = [
  Alert, ButtonMenu, DatePicker, MultiFileUpload, SortableTable,
  Button, CharacterCount, Checkboxes, ErrorSummary, ExitThisPage, FileUpload, NotificationBanner, PasswordInput,
  Radios, ServiceNavigation, SkipLink, Tabs
]

// A component that is already running says so by an error: after a swap that is expected.
function tell (error) {
  if (error.name !== 'InitError') console.error(error)
}

export function startComponents (scope) {
  for (const component of components) createAll(component, undefined, { scope, onError: tell })
}
